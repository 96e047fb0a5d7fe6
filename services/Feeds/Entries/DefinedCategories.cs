using Syndication.Contracts;

namespace Syndication.Feeds.Entries;

/// <summary>The categories that were told over the bus, each as last defined.</summary>
internal sealed record DefinedCategories(Stamp Stamp, IReadOnlyList<CategoryDefined> All);
