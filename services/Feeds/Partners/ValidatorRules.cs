using System.Text.RegularExpressions;
using Syndication.Formats;

namespace Syndication.Feeds.Partners;

/// <summary>
/// What the W3C's validator would complain about, as far as it lies in the articles: what lies in the writing is right by
/// itself.
/// </summary>
internal static partial class ValidatorRules
{
    private const string Page = "https://validator.w3.org/feed/docs/warning/";
    private const int Patience = 1_000;
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);
    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly FeedRule Date = Rule("implausible-date", "ImplausibleDate");
    private static readonly FeedRule Risk = Rule("security-risk", "SecurityRisk");
    private static readonly FeedRule Relative = Rule("relative-reference", "ContainsRelRef");
    private static readonly FeedRule SameInstant = Rule("same-updated", "DuplicateUpdated");
    private static readonly FeedRule RealName = Rule("real-name", "MissingRealName");
    private static readonly FeedRule Unspecific = Rule("media-type", "NonSpecificMediaType");

    public static IEnumerable<Finding> Check(Feed feed, DateTimeOffset now) =>
        feed.Entries.SelectMany(e => OfEntry(e, now)).Concat(OfInstants(feed));

    private static IEnumerable<Finding> OfEntry(Entry entry, DateTimeOffset now)
    {
        foreach (var instant in new[] { entry.Published, entry.Updated }.OfType<DateTimeOffset>().Distinct())
            if (instant > now + Ahead || instant < Earliest)
                yield return Date.Broken(
                    $"{instant:yyyy-MM-dd'T'HH:mm:ss'Z'} is in the future, or before 1990.",
                    entry
                );
        var html = $"{entry.Summary}\n{entry.Content}";
        if (Risky().Match(html) is { Success: true } risk)
            yield return Risk.Broken($"The text contains <{risk.Groups["name"].Value}>.", entry);
        if (RelativeReference().Match(html) is { Success: true } reference)
            yield return Relative.Broken(
                $"The text refers to \"{reference.Groups["url"].Value}\", which depends on where it stands.",
                entry
            );
        foreach (var author in entry.Authors)
            if (author is { Email.Length: > 0, Name: null or "" })
                yield return RealName.Broken("An author has an address and no name.", entry);
        foreach (var enclosure in entry.Enclosures)
            if (enclosure.Type is null or "application/octet-stream")
                yield return Unspecific.Broken($"Nobody told what kind of file {enclosure.Url} is.", entry);
    }

    private static IEnumerable<Finding> OfInstants(Feed feed) =>
        feed
            .Entries.Where(e => e.Updated is not null)
            .GroupBy(e => e.Updated!.Value.ToUnixTimeMilliseconds())
            .Where(g => g.Count() > 1)
            .Select(g =>
                SameInstant.Broken($"{g.Count()} entries have the same instant of change.", g.First())
            );

    private static FeedRule Rule(string name, string page) =>
        new($"w3c/{name}", IsRequired: false, $"{Page}{page}.html");

    [GeneratedRegex(
        "<(?<name>script|iframe|svg|object|embed|form|meta|style)\\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        Patience
    )]
    private static partial Regex Risky();

    [GeneratedRegex(
        "<[a-z][^>]*\\s(src|href)=\"(?<url>(?!https?:|mailto:|tel:|data:)[^\"]{1,200})\"",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        Patience
    )]
    private static partial Regex RelativeReference();
}
