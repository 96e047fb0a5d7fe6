namespace Syndication.Testing.Deployments;

/// <summary>A newspaper's categories and many more for bulk, each small enough to be read back from one feed.</summary>
public static class TestCategories
{
    /// <summary>How many entries a feed shows at most.</summary>
    public const int FeedHolds = 200;

    private static readonly (string Slug, string Name, string State)[] Named =
    [
        ("international", "আন্তর্জাতিক", "allowed"),
        ("agriculture", "কৃষি ও প্রকৃতি", "allowed"),
        ("campus", "ক্যাম্পাস", "allowed"),
        ("sports", "খেলাধুলা", "allowed"),
        ("best", "best", "blocked"),
        ("cassinobr", "cassinoBR", "blocked"),
    ];

    /// <summary>Slugs of the categories for bulk.</summary>
    public static IReadOnlyList<string> Bulk { get; } = [.. Enumerable.Range(0, 24).Select(i => $"bulk-{i}")];

    /// <summary>Section <c>Categories</c>.</summary>
    public static IEnumerable<(string Key, string Value)> Settings()
    {
        var all = Named.Concat(Bulk.Select(slug => (Slug: slug, Name: slug, State: "allowed")));
        return all.SelectMany(
            (category, i) =>
                new (string, string)[]
                {
                    ($"Categories:{i}:Slug", category.Slug),
                    ($"Categories:{i}:Name", category.Name),
                    ($"Categories:{i}:State", category.State),
                }
        );
    }
}
