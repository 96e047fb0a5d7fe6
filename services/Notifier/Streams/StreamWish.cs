using System.Diagnostics.CodeAnalysis;
using Syndication.Contracts;
using Syndication.Hosting.Publication;
using Syndication.Notifier.Alerts;

namespace Syndication.Notifier.Streams;

/// <summary>What a listener wants to hear of.</summary>
/// <param name="Slugs">Of categories; null for all.</param>
/// <param name="MinLevel">Nothing less urgent than this.</param>
internal sealed record StreamWish(HashSet<string>? Slugs, BreakingLevel MinLevel)
{
    private const int Most = 100;

    public bool Takes(StreamFrame frame) =>
        frame.Level >= MinLevel && (Slugs is null || frame.Topics.Any(Slugs.Contains));

    /// <summary>
    /// Reads <c>a,b</c> and <c>breaking</c> or <c>flash</c>; nothing and <c>all</c> mean everything. Slugs nobody has are no
    /// fault: they may come.
    /// </summary>
    /// <returns>Null where something is wrong with it, which is among the errors then.</returns>
    public static StreamWish? Read(string? topics, string? minLevel, Dictionary<string, string[]> errors)
    {
        if (!TryReadTopics(topics, out var slugs, out var fault))
            errors["topics"] = [fault];
        var least = string.IsNullOrEmpty(minLevel) ? BreakingLevel.Breaking : LevelWords.Read(minLevel);
        if (least is null)
            errors["minLevel"] = [LevelWords.Fault];
        return fault is null && least is { } level ? new(slugs, level) : null;
    }

    private static bool TryReadTopics(
        string? text,
        out HashSet<string>? slugs,
        [NotNullWhen(false)] out string? fault
    )
    {
        (slugs, fault) = (null, null);
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
        else
            slugs = new(words, StringComparer.Ordinal);
        return fault is null;
    }
}
