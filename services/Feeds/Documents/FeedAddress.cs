using Syndication.Feeds.Categories;
using Syndication.Feeds.Entries;
using Syndication.Formats;

namespace Syndication.Feeds.Documents;

/// <summary>What an address leads to: <c>/feeds/{selector}[/archive/{month}][.{format}]</c>.</summary>
internal abstract record FeedAddress
{
    private const string Archive = "archive";

    private FeedAddress() { }

    /// <summary>A feed that there may be.</summary>
    public sealed record Found(FeedRequest Request) : FeedAddress;

    /// <summary>The canonical address is another: path and query below the origin.</summary>
    public sealed record Moved(string Location) : FeedAddress;

    /// <summary>Parameters that cannot be, each with its fault.</summary>
    public sealed record Wrong(IReadOnlyDictionary<string, string> Faults) : FeedAddress;

    /// <summary>A category that is no longer published.</summary>
    public sealed record Gone : FeedAddress;

    public sealed record Unknown : FeedAddress;

    public static FeedAddress Read(
        FeedTarget target,
        CategoryBook book,
        TimeZoneInfo zone,
        DateTimeOffset now
    )
    {
        var (words, last) = (target.Segments.SkipLast(1).ToArray(), target.Segments[^1]);
        if (!TrySplit(last, out var name, out var format))
            return new Unknown();
        if (words is not [.. var selector, Archive])
            return Read([.. words, name], null, format, target.Query, book);
        // Where there is nothing to be read yet, there is no archive to be asked for.
        return FeedMonth.TryParse(name, out var month) && month.Value.Begin(zone) <= now
            ? Read(selector, month, format, target.Query, book)
            : new Unknown();
    }

    private static FeedAddress Read(
        string[] words,
        FeedMonth? month,
        FeedFormat? format,
        string query,
        CategoryBook book
    )
    {
        var set = words switch
        {
            [var word] when word.Equals(Selector.All, StringComparison.OrdinalIgnoreCase) => Selector.All,
            [var word] => book.Resolve(word)?.Slug,
            ["tags", var tag] => Selector.OfTag(tag),
            ["authors", var author] => Selector.OfAuthor(author),
            _ => null,
        };
        if (set is null)
            return new Unknown();
        if (book.Find(set)?.IsBlocked == true)
            return new Gone();
        var asked = FeedQuery.Read(query, set, book);
        if (asked.Wrong.Count > 0)
            return new Wrong(asked.Wrong);
        if (asked.IsGone)
            return new Gone();
        var request = Ask(set, month, format, asked);
        var canonical = request.Key(format ?? FeedFormat.Rss).Query;
        // One step leads there, whatever is written in another way: what is served bears the address that was asked for.
        return asked.Sent != canonical || string.Join('/', words) != set
            ? new Moved(PathOf(set, month, format) + With(canonical, asked.Others))
            : new Found(request);
    }

    private static string With(string query, string others) =>
        others.Length == 0 ? query
        : query.Length == 0 ? $"?{others}"
        : $"{query}&{others}";

    private static FeedRequest Ask(string set, FeedMonth? month, FeedFormat? format, FeedQuery asked)
    {
        var isCombined = asked.Include is not null || asked.Exclude is not null;
        return new(
            isCombined ? Selection.Combine(asked.Include ?? [], asked.Exclude ?? []) : Selection.Of(set),
            format
        )
        {
            // A month is told whole, in pages of a size of its own.
            Limit = month is null ? asked.Limit : null,
            Summary = asked.Summary,
            Profile = asked.Profile,
            Before = asked.Before,
            Month = month,
        };
    }

    private static string PathOf(string set, FeedMonth? month, FeedFormat? format) =>
        $"/feeds/{FeedKey.PathOf(set)}"
        + (month is null ? "" : $"/{Archive}/{month}")
        + (format is null ? "" : $".{format.Extension}");

    /// <summary>False for a format in other letters: a word of a tag it is hardly meant to be.</summary>
    private static bool TrySplit(string text, out string name, out FeedFormat? format)
    {
        (name, format) = (text, null);
        var dot = text.LastIndexOf('.');
        if (dot < 0)
            return true;
        if (FeedFormat.TryParse(text[(dot + 1)..], out format))
            name = text[..dot];
        else
            return !FeedFormat.TryParse(text[(dot + 1)..].ToLowerInvariant(), out _);
        return name.Length > 0;
    }
}
