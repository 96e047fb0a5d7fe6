namespace Syndication.Feeds.Partners;

/// <summary>A rule of somebody who takes feeds, with the page that tells it.</summary>
/// <param name="Name">As in <c>flipboard/full-text</c>.</param>
/// <param name="IsRequired">Whether what breaks it is refused, and not only shown worse.</param>
/// <param name="Link">Where it is documented.</param>
internal sealed record FeedRule(string Name, bool IsRequired, string Link)
{
    /// <param name="message">Plain text: what is wrong, with figures.</param>
    /// <param name="entry">Null where the feed itself breaks it.</param>
    public Finding Broken(string message, Formats.Entry? entry = null) =>
        new(Name, IsRequired ? "error" : "warning", message, Link)
        {
            Entry = entry?.Id,
            Title = entry?.Title,
        };
}
