namespace Syndication.Notifier.Alerts;

/// <summary>Keys that the house gives; they begin with a sign that no sender's key may have, and are shown to nobody.</summary>
internal static class AlertKeys
{
    private const char Own = '\u0001';

    /// <summary>Before the number of a probe.</summary>
    public const string Probe = "\u0001probe:";

    /// <summary>All probes' keys, for <c>LIKE</c>.</summary>
    public const string Probes = Probe + "%";

    /// <summary>UTF-16 units of a sender's key.</summary>
    public const int Longest = 200;

    /// <summary>Of a repeatable call without a key: <c>Idempotency-Key</c>, by caller.</summary>
    public static string Once(string who, string call) => $"{Own}once:{who}:{call}";

    /// <summary>Of a dry run without a key, which takes nobody's place.</summary>
    public static string DryRun(Guid id) => $"{Own}dry-run:{id:N}";

    /// <summary>Of one that was taken back before anybody saw it: its place is free for another.</summary>
    public static string Cancelled(Guid id) => $"{Own}cancelled:{id:N}";

    /// <summary>As its sender wrote it; null where there is none.</summary>
    public static string? Shown(string? key) => key is [Own, ..] ? null : key;
}
