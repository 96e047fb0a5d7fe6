using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Syndication.Feeds.Entries;
using Syndication.Feeds.Partners;
using Syndication.Formats;

namespace Syndication.Feeds.Documents;

/// <summary>Names one document; <paramref name="Limit"/> is null where nobody asked for a number of entries.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FeedKey(Selection Selection, FeedFormat Format, int? Limit = null)
{
    public const int DefaultLimit = 50;
    public const int GreatestLimit = 200;

    /// <summary>Entries of a month's archive in one document.</summary>
    public const int ArchiveLimit = 500;

    /// <summary>True where full texts are left out.</summary>
    public bool Summary { get; init; }

    /// <summary>By the rules of a partner.</summary>
    public Profile? Profile { get; init; }

    /// <summary>A page of older entries: those after this place.</summary>
    public Place? Before { get; init; }

    /// <summary>The archive of a month.</summary>
    public FeedMonth? Month { get; init; }

    /// <summary>How many entries it has at most.</summary>
    public int Size =>
        Math.Min(Month is null ? Limit ?? DefaultLimit : ArchiveLimit, Profile?.MostEntries ?? ArchiveLimit);

    /// <summary>The document that goes on changing, of which this one may be a part.</summary>
    public FeedKey Subscription =>
        this with
        {
            Before = null,
            Month = null,
            Limit = Month is null ? Limit : null,
        };

    /// <summary>The document's own address below the origin, in its one canonical form.</summary>
    public string Path
    {
        get
        {
            var path = new StringBuilder("/feeds/").Append(PathOf(Selection.Selector));
            if (Month is { } month)
                path.Append("/archive/").Append(month.ToString());
            return path.Append('.').Append(Format.Extension).Append(Query).ToString();
        }
    }

    /// <summary>What distinguishes documents of one path, with its mark, in the one canonical form; may be empty.</summary>
    public string Query
    {
        get
        {
            var query = new StringBuilder();
            Add("include", string.Join(',', Selection.Include));
            Add("exclude", string.Join(',', Selection.Exclude));
            Add("limit", Limit?.ToString(CultureInfo.InvariantCulture) ?? "");
            Add("content", Summary ? "summary" : "");
            Add("profile", Profile?.Name ?? "");
            Add("before", Before?.ToString() ?? "");
            return query.ToString();

            void Add(string name, string value)
            {
                if (value.Length > 0)
                    query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(value);
            }
        }
    }

    /// <summary>A selector in the path of an address.</summary>
    public static string PathOf(string selector)
    {
        var slash = selector.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? selector
            : string.Concat(selector.AsSpan(0, slash + 1), Uri.EscapeDataString(selector[(slash + 1)..]));
    }
}
