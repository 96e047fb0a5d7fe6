using Syndication.Formats.Documents;

namespace Syndication.Formats;

/// <summary>What an entry's fragment takes from the feed around it; fragments serve all feeds that agree on it.</summary>
/// <param name="Language">
/// The feed's, BCP 47: an entry of the same language does not name it, and its correction is headed in it.
/// </param>
/// <param name="Updated">
/// The feed's instant. It shows in an Atom entry that has neither instant itself, and nowhere else.
/// </param>
public sealed record FragmentContext(string? Language = null, DateTimeOffset? Updated = null)
{
    /// <summary>The context that <see cref="FeedWriter.Write(Feed, FeedFormat, System.Buffers.IBufferWriter{byte})"/> gives a feed's entries.</summary>
    public static FragmentContext Of(Feed feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        return new(feed.Language, feed.Updated ?? FeedView.Newest(feed.Entries));
    }
}
