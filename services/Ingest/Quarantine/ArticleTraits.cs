using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Syndication.Contracts;
using Syndication.Hosting.Publication;
using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Quarantine;

/// <summary>What tells a source's usual articles from strange ones.</summary>
internal sealed partial record ArticleTraits
{
    private const int MostOfAKind = 40;
    private const int MostHtml = 1 << 20;

    // Begins as a suspect does: forgotten with them.
    private const string OddPrefix = "suspect:odd:";

    /// <summary>The article itself, as <c>suspect:</c> and a digest.</summary>
    public required string Suspect { get; init; }

    /// <summary>The same for one that is only somewhat strange.</summary>
    public string Odd => OddPrefix + Suspect;

    /// <summary>What it is found by in the store.</summary>
    public required IReadOnlyList<string> Keys { get; init; }
    public required IReadOnlyList<Trait> Authors { get; init; }
    public required IReadOnlyList<Trait> Categories { get; init; }

    /// <summary>Hosts that it lies at and links to; those below its own left out.</summary>
    public required IReadOnlyList<Trait> Domains { get; init; }

    /// <summary>Letters by script.</summary>
    public required Dictionary<string, int> Letters { get; init; }

    public static bool IsOdd(string suspect) => suspect.StartsWith(OddPrefix, StringComparison.Ordinal);

    public IEnumerable<string> All => Authors.Concat(Categories).Concat(Domains).Select(t => t.Key);

    /// <summary>Reads an article that nobody has checked yet: nothing in it makes this throw.</summary>
    public static ArticleTraits Of(ArticleInput input) =>
        Of(
            input.Guid?.Trim(),
            input.Url?.Trim(),
            input.Title,
            input.Summary,
            input.Content,
            input.Authors?.Select(a => a?.Name),
            input.Categories
        );

    public static ArticleTraits Of(StoredArticle article) =>
        Of(
            article.Guid,
            article.Url,
            article.Title,
            article.Summary,
            article.Content,
            article.Authors.Select((Person a) => (string?)a.Name),
            article.Categories.Concat(article.UnknownCategories)
        );

    private static ArticleTraits Of(
        string? guid,
        string? url,
        string? title,
        string? summary,
        string? content,
        IEnumerable<string?>? authors,
        IEnumerable<string?>? categories
    )
    {
        var page = CanonicalUrl.TryParse(url ?? "", out var parsed) ? parsed : null;
        List<string> keys = [];
        if (guid is { Length: > 0 })
            keys.Add(ArticleKey.OfGuid(guid));
        if (page is not null)
            keys.Add(ArticleKey.OfUrl(page.AbsoluteUri));
        return new()
        {
            Suspect = $"suspect:{(keys is [var first, ..] ? first : Digest(title ?? ""))}",
            Keys = keys,
            Authors = Named("author", authors),
            Categories = Named("category", categories),
            Domains = Linked(content, page?.Host),
            Letters = Scripts.Count(title, summary, content),
        };
    }

    private static List<Trait> Named(string kind, IEnumerable<string?>? names) =>
        [
            .. (names ?? [])
                .OfType<string>()
                .Take(MostOfAKind)
                .Select(name => (Name: name, Key: CategoryName.Key(name)))
                .Where(n => n.Key is { Length: > 0 })
                .DistinctBy(n => n.Key, StringComparer.Ordinal)
                .Select(n => new Trait($"{kind}:{Digest(n.Key!)}", Shown(n.Name))),
        ];

    private static List<Trait> Linked(string? html, string? ownHost)
    {
        var hosts = new SortedSet<string>(StringComparer.Ordinal);
        // A post that lies at a stranger's may link to its own host as it likes.
        if (ownHost is not null)
            hosts.Add(Plain(ownHost));
        var text = html is { Length: > MostHtml } ? html[..MostHtml] : html ?? "";
        foreach (var match in Links().EnumerateMatches(text))
        {
            var link = text.AsSpan(match.Index, match.Length);
            var host = Plain(new string(link[(link.IndexOf("//", StringComparison.Ordinal) + 2)..]));
            if (host.Length > 0 && !IsOwn(host, ownHost) && hosts.Count < MostOfAKind)
                hosts.Add(host);
        }
        return [.. hosts.Select(host => new Trait($"domain:{Digest(host)}", Shown(host)))];
    }

    private static bool IsOwn(string host, string? ownHost) =>
        ownHost is not null
        && (host == Plain(ownHost) || host.EndsWith("." + Plain(ownHost), StringComparison.Ordinal));

    private static string Plain(string host)
    {
        var lower = host.ToLowerInvariant();
        return lower.StartsWith("www.", StringComparison.Ordinal) ? lower[4..] : lower;
    }

    // Strangers' words in a sentence of ours: short, in one line.
    private static string Shown(string name)
    {
        var line = string.Concat(name.Where(c => !char.IsControl(c) && !char.IsSurrogate(c))).Trim();
        return line.Length > 60 ? line[..60] + "…" : line;
    }

    private static string Digest(string text) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // Linear in any text: the engine never goes back.
    [GeneratedRegex(
        """href\s*=\s*["']?\s*(?:https?:)?//[^/"'\s>?#:@]{1,253}""",
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.NonBacktracking
            | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Links();
}
