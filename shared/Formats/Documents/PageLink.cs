namespace Syndication.Formats.Documents;

/// <summary>A link to another part of the feed (RFC 5005), with its relation in ASCII.</summary>
internal readonly ref struct PageLink(ReadOnlySpan<byte> rel, string? href)
{
    /// <summary>How many relations there are.</summary>
    public const int Count = 7;

    public ReadOnlySpan<byte> Rel { get; } = rel;

    /// <summary>Null where the feed has none.</summary>
    public string? Href { get; } = href;

    public static PageLink Of(FeedPages pages, int index) =>
        index switch
        {
            0 => new("first"u8, Uris.Web(pages.First)),
            1 => new("previous"u8, Uris.Web(pages.Previous)),
            2 => new("next"u8, Uris.Web(pages.Next)),
            3 => new("last"u8, Uris.Web(pages.Last)),
            4 => new("current"u8, Uris.Web(pages.Current)),
            5 => new("prev-archive"u8, Uris.Web(pages.PreviousArchive)),
            _ => new("next-archive"u8, Uris.Web(pages.NextArchive)),
        };
}
