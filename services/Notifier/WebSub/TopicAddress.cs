namespace Syndication.Notifier.WebSub;

/// <summary>A feed's address, which is the name of its topic.</summary>
internal static class TopicAddress
{
    private const string Below = "/feeds/";

    /// <summary>Path and query of a topic of this publication; null for any other address.</summary>
    /// <param name="topic">Absolute URL.</param>
    /// <param name="origin">The publication's own, without a trailing slash.</param>
    public static string? PathOf(string topic, string origin)
    {
        if (
            !topic.StartsWith(origin, StringComparison.OrdinalIgnoreCase)
            || !topic.AsSpan(origin.Length).StartsWith(Below, StringComparison.Ordinal)
            || topic.Contains('#', StringComparison.Ordinal)
            || topic.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '\\')
        )
            return null;
        // Two dots in a row would climb out of the feeds, to whatever else is served there.
        var path = topic[origin.Length..];
        return
            Uri.TryCreate(origin + path, UriKind.Absolute, out var url)
            && url.AbsolutePath.StartsWith(Below, StringComparison.Ordinal)
            ? path
            : null;
    }

    /// <summary>Whose changes a topic hears of: what stands before the suffix, <c>all</c> for combinations.</summary>
    /// <param name="path">As <see cref="HubTopic.Path"/>.</param>
    public static string SelectorOf(string path)
    {
        var end = path.IndexOf('?', StringComparison.Ordinal);
        var name = end < 0 ? path[Below.Length..] : path[Below.Length..end];
        var archive = name.IndexOf("/archive/", StringComparison.Ordinal);
        if (archive >= 0)
            name = name[..archive];
        else if (name.LastIndexOf('.') is var dot and > 0)
            name = name[..dot];
        return Uri.UnescapeDataString(name);
    }
}
