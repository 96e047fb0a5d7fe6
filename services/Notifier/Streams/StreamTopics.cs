using System.Diagnostics.CodeAnalysis;
using Syndication.Hosting.Publication;

namespace Syndication.Notifier.Streams;

/// <summary>What a listener wants to hear of: some category slugs, or everything.</summary>
internal sealed class StreamTopics
{
    private const int Most = 100;

    private StreamTopics(HashSet<string>? slugs) => Slugs = slugs;

    /// <summary>Null wants everything.</summary>
    public HashSet<string>? Slugs { get; }

    public static StreamTopics All { get; } = new(null);

    public bool Want(IReadOnlyList<string> topics) => Slugs is null || topics.Any(Slugs.Contains);

    /// <summary>Reads <c>a,b</c>; nothing and <c>all</c> mean everything. Slugs nobody has are no fault: they may come.</summary>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out StreamTopics? topics,
        [NotNullWhen(false)] out string? fault
    )
    {
        topics = All;
        fault = null;
        var words = (text ?? "").Split(
            ',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );
        if (words.Length == 0 || words.Contains("all", StringComparer.Ordinal))
            return true;
        if (words.Length > Most)
            fault = $"More than {Most} topics: leave 'topics' out for all of them.";
        else if (Array.Find(words, w => !CategorySetting.IsSlug(w)) is { } wrong)
            fault =
                $"'{wrong}' is no topic: topics are category slugs (a-z, 0-9 and hyphens) with commas between.";
        topics = fault is null ? new(new(words, StringComparer.Ordinal)) : null;
        return fault is null;
    }
}
