using Syndication.Hosting.Publication;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Alerts;

/// <summary>The categories as configured, found by whatever the newsroom calls them.</summary>
internal sealed class TopicBook
{
    private readonly Dictionary<string, CategorySetting> _byName = new(StringComparer.Ordinal);

    public TopicBook(IConfiguration configuration)
    {
        var all = CategorySetting.Read(configuration);
        // A slug goes before a name, a name before an alias, whoever else bears it.
        foreach (var category in all)
            Add(category.Slug, category);
        foreach (var category in all)
            Add(category.Name, category);
        foreach (var category in all)
        foreach (var alias in category.Aliases)
            Add(alias, category);
    }

    /// <summary>The slug, or <c>all</c>; null with what is wrong.</summary>
    public string? Resolve(string text, out string? fault)
    {
        fault = null;
        if (text.Trim().Equals(SubscriptionTopic.All, StringComparison.OrdinalIgnoreCase))
            return SubscriptionTopic.All;
        var found = CategoryName.Key(text) is { Length: > 0 } key ? _byName.GetValueOrDefault(key) : null;
        fault =
            found is null ? "is no category."
            : found.IsBlocked ? "is a blocked category."
            : null;
        return fault is null ? found!.Slug : null;
    }

    private void Add(string name, CategorySetting category)
    {
        if (CategoryName.Key(name) is { Length: > 0 } key)
            _byName.TryAdd(key, category);
    }
}
