using System.ComponentModel.DataAnnotations;

namespace Syndication.Feeds;

/// <summary>Section <c>Feeds</c>.</summary>
public sealed class FeedsOptions
{
    private const long Mebibyte = 1L << 20;
    private const int Shares = 16;

    /// <summary>MiB for what is kept to be served again; what the process needs beside it is not counted.</summary>
    [Range(16, 1_048_576)]
    public int Memory { get; init; } = 512;

    /// <summary>Entries that a feed reaches back to in documents and their pages; months' archives have all.</summary>
    [Range(200, 100_000)]
    public int Depth { get; init; } = 1_000;

    /// <summary>Bytes of whole documents, in the codings that were asked for.</summary>
    internal long Documents => Share(10);

    /// <summary>Bytes of articles as read from Redis.</summary>
    internal long Articles => Share(2);

    /// <summary>Bytes of entries as written last.</summary>
    internal long Fragments => Share(2);

    /// <summary>Bytes of addresses as they were sent.</summary>
    internal long Addresses => Share(1);

    /// <summary>Bytes of pages for people, lists and sitemaps.</summary>
    internal long Pages => Share(1);

    private long Share(int sixteenths) => Memory * Mebibyte * sixteenths / Shares;
}
