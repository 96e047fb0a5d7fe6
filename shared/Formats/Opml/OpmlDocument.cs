namespace Syndication.Formats.Opml;

/// <summary>A list of feeds, in groups or not (OPML 2.0, a subscription list).</summary>
public sealed record OpmlDocument
{
    /// <summary>Plain text.</summary>
    public string? Title { get; init; }

    public DateTimeOffset? Created { get; init; }
    public DateTimeOffset? Modified { get; init; }
    public string? OwnerName { get; init; }
    public string? OwnerEmail { get; init; }

    /// <summary>URL of a page about the owner.</summary>
    public string? OwnerUrl { get; init; }

    public IReadOnlyList<OpmlOutline> Outlines { get; init; } = [];

    /// <summary>The outlines that are feeds, in the order of the document, out of whatever groups.</summary>
    public IEnumerable<OpmlOutline> Feeds
    {
        get
        {
            var rest = new Stack<OpmlOutline>(Outlines.Reverse());
            while (rest.TryPop(out var outline))
            {
                if (outline.FeedUrl is not null)
                {
                    yield return outline;
                }

                foreach (var inner in outline.Outlines.Reverse())
                {
                    rest.Push(inner);
                }
            }
        }
    }
}
