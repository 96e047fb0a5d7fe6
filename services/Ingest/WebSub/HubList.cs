namespace Syndication.Ingest.WebSub;

/// <summary>The hubs of a source in one column: addresses with blanks between, the one that is asked first.</summary>
internal static class HubList
{
    public static string? Join(IReadOnlyCollection<string> hubs) =>
        hubs.Count == 0 ? null : string.Join(' ', hubs);

    public static string[] Split(string? stored) => stored?.Split(' ') ?? [];

    /// <summary>The one that is asked, or was; null where there is none.</summary>
    public static string? First(string? stored) => Split(stored) is [var first, ..] ? first : null;

    /// <summary>With the next one in front.</summary>
    public static string? Turned(string? stored) =>
        Split(stored) is [var first, .. { Length: > 0 } rest] ? Join([.. rest, first]) : stored;

    /// <summary>True for the same hubs in any order: the order here is which of them has failed.</summary>
    public static bool AreSame(string? stored, IReadOnlyCollection<string> hubs) =>
        Split(stored).ToHashSet(StringComparer.Ordinal).SetEquals(hubs);
}
