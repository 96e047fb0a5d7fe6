using System.Collections.Frozen;
using Syndication.Hosting.Publication;

namespace Syndication.Notifier.Subscriptions;

/// <summary>All topics at one moment: those configured, overlaid by those that were told.</summary>
internal sealed class Topics
{
    private readonly FrozenDictionary<string, Topic> _byName;

    public Topics(IReadOnlyList<CategorySetting> configured, IEnumerable<KnownCategory> told)
    {
        var later = told.ToDictionary(c => c.Slug, StringComparer.Ordinal);
        var all = new List<Topic>();
        foreach (var setting in configured)
            // Version 0 is somebody's configuration; here, ours is at least as good.
            if (later.Remove(setting.Slug, out var known) && known.Version > 0)
                all.Add(Of(known));
            else
                all.Add(new(setting.Slug, setting.Name, setting.Aliases, setting.IsBlocked));
        all.AddRange(later.Values.OrderBy(c => c.Slug, StringComparer.Ordinal).Select(Of));
        Open = all.FindAll(t => !t.IsBlocked);
        _byName = ByName(all).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Those that may be followed, as configured and then by slug.</summary>
    public IReadOnlyList<Topic> Open { get; }

    /// <summary>The topic that goes by this slug, name or alias, or null.</summary>
    public Topic? Find(string text) =>
        CategoryName.Key(text) is { } key ? _byName.GetValueOrDefault(key) : null;

    /// <summary>Those of <paramref name="held"/> that bring nothing now: blocked since, or no category any more.</summary>
    public IReadOnlyList<string> Silent(IEnumerable<string> held) =>
        [.. held.Where(slug => slug != SubscriptionTopic.All && Find(slug) is not { IsBlocked: false })];

    private static Topic Of(KnownCategory known) =>
        new(known.Slug, known.Name, known.Aliases, known.IsBlocked);

    // A slug goes before a name, a name before an alias, whoever else bears it.
    private static Dictionary<string, Topic> ByName(List<Topic> all)
    {
        var byName = new Dictionary<string, Topic>(StringComparer.Ordinal);
        var names = all.Select(t => (t.Slug, t))
            .Concat(all.Select(t => (t.Name, t)))
            .Concat(all.SelectMany(t => t.Aliases.Select(a => (a, t))));
        foreach (var (name, topic) in names)
            if (CategoryName.Key(name) is { Length: > 0 } key)
                byName.TryAdd(key, topic);
        return byName;
    }
}
