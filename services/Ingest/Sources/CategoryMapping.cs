using System.Net;
using Syndication.Hosting.Publication;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Sources;

/// <summary>A source's names for categories in ours; what it does not map is left to the policy.</summary>
internal sealed class CategoryMapping(SourceRow source)
{
    private const int MostNames = 100;
    private const int LongestName = 200;

    private readonly Dictionary<string, string> _slugs = source
        .CategoryMap.Select(pair => (Key: CategoryName.Key(pair.Key) ?? "", Slug: pair.Value))
        .DistinctBy(pair => pair.Key)
        .ToDictionary(pair => pair.Key, pair => pair.Slug, StringComparer.Ordinal);

    /// <summary>As HTML, as the intake takes names; the source's own categories where there are none.</summary>
    public IReadOnlyList<string> Of(IEnumerable<string> names)
    {
        var mapped = names
            .Where(n => n.Length is > 0 and <= LongestName)
            .Select(n => CategoryName.Key(n) is { } key ? _slugs.GetValueOrDefault(key, n) : n)
            .Distinct(StringComparer.Ordinal)
            .Take(MostNames)
            .Select(WebUtility.HtmlEncode)
            .OfType<string>()
            .ToList();
        return mapped.Count > 0 ? mapped : source.DefaultCategories;
    }
}
