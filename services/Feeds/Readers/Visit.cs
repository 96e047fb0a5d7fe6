using System.Runtime.InteropServices;
using Syndication.Feeds.Entries;
using Syndication.Formats;

namespace Syndication.Feeds.Readers;

/// <summary>One request that was answered with a feed, or that nothing is new in it. Nothing of it tells who asked from where.</summary>
/// <param name="Feed">Whatever the format or length.</param>
/// <param name="Format">In which it was asked for.</param>
/// <param name="Agent">The <c>User-Agent</c>, or null.</param>
/// <param name="IsReturning">The asker sent a tag that this house gives out.</param>
/// <param name="IsUnchanged">It was answered that nothing is new.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Visit(
    Selection Feed,
    FeedFormat Format,
    string? Agent,
    bool IsReturning,
    bool IsUnchanged
);
