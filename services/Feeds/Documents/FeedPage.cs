namespace Syndication.Feeds.Documents;

/// <summary>
/// Answers an address without a suffix to who would rather have a page; null where the feed's document should go out
/// after all.
/// </summary>
internal delegate Task<IResult?> FeedPage(FeedRequest request, HttpContext context, CancellationToken ct);
