using Syndication.Ingest.Articles;

namespace Syndication.Ingest.WordPress;

/// <summary>A published post as an article; not yet checked.</summary>
/// <param name="Id">The site's own number, for asking whether the post is still there.</param>
/// <param name="Input">What it says.</param>
/// <param name="Modified">Its last edit.</param>
internal sealed record WordPressPost(long Id, ArticleInput Input, DateTimeOffset? Modified);
