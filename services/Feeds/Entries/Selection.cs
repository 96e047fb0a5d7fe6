namespace Syndication.Feeds.Entries;

/// <summary>Which articles a feed has: one set, or several together, without those of others. Equal by its canonical form.</summary>
internal sealed class Selection : IEquatable<Selection>
{
    private readonly string _key;

    private Selection(string selector, string[] include, string[] exclude)
    {
        Selector = selector;
        Include = include;
        Exclude = exclude;
        _key = $"{selector}?{string.Join(',', include)}!{string.Join(',', exclude)}";
    }

    /// <summary>The set; <see cref="Entries.Selector.All"/> where several are combined.</summary>
    public string Selector { get; }

    /// <summary>Slugs of which an article must have one, in order; empty where any will do.</summary>
    public IReadOnlyList<string> Include { get; }

    /// <summary>Slugs of which an article must have none, in order.</summary>
    public IReadOnlyList<string> Exclude { get; }

    /// <summary>
    /// The sets that its articles stand in, and whose change may change them. What is excluded needs no watching: an article
    /// that comes to be excluded, or no longer is, changes all of its sets.
    /// </summary>
    public IReadOnlyList<string> Sources => Include.Count > 0 ? Include : [Selector];

    public bool IsCombined => Include.Count + Exclude.Count > 0;

    public static Selection Of(string selector) => new(selector, [], []);

    /// <summary>Everything of <paramref name="include"/> (of all, where there is none) without <paramref name="exclude"/>.</summary>
    public static Selection Combine(IEnumerable<string> include, IEnumerable<string> exclude) =>
        new(
            Entries.Selector.All,
            [.. include.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. exclude.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]
        );

    public bool Equals(Selection? other) => other is not null && other._key == _key;

    public override bool Equals(object? obj) => Equals(obj as Selection);

    public override int GetHashCode() => string.GetHashCode(_key, StringComparison.Ordinal);

    public override string ToString() => _key;
}
