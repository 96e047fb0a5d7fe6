using System.ServiceModel.Syndication;

namespace Syndication.Formats.ServiceModel;

/// <summary>Feeds in the shape that System.ServiceModel.Syndication gives them, and back.</summary>
public static class FeedBridge
{
    extension(Feed feed)
    {
        /// <summary>
        /// The same feed for code that knows <see cref="SyndicationFeed"/>. What that has no member for stands in its
        /// extensions; a correction stands before the text. An instant that nobody knows is the default one.
        /// </summary>
        public SyndicationFeed ToSyndicationFeed()
        {
            ArgumentNullException.ThrowIfNull(feed);
            return Outward.Feed(feed);
        }

        /// <summary>
        /// The feed that is in <paramref name="theirs"/>: titles as plain text, texts cleaned, nothing invented. A text
        /// that looks like HTML is taken for it, as RSS does not say what a description is.
        /// </summary>
        public static Feed FromSyndicationFeed(SyndicationFeed theirs)
        {
            ArgumentNullException.ThrowIfNull(theirs);
            return Inward.Feed(theirs);
        }
    }
}
