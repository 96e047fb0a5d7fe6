using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Sources;

/// <summary>What became of what a source has brought.</summary>
/// <param name="Created">Those that are new, each as it came.</param>
/// <param name="InDoubt">Some may be what an article said before; the source must be asked.</param>
/// <param name="Remark">What there is to say of those that were not taken; null for nothing.</param>
internal sealed record TakenEntries(IReadOnlyList<ArticleInput> Created, bool InDoubt, string? Remark);
