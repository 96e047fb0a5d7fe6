using Syndication.Feeds.Entries;

namespace Syndication.Feeds.Documents;

/// <summary>A feed's articles with its title.</summary>
/// <param name="Title">As the document bears it.</param>
/// <param name="Slice">The articles, newest first.</param>
/// <param name="IsThere">False where no article was ever there.</param>
internal sealed record FeedContents(string Title, FeedSlice Slice, bool IsThere);
