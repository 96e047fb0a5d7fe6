using System.Globalization;

namespace Syndication.Notifier.Webhooks;

/// <summary>Where a page of deliveries ends: the number of its last event.</summary>
internal static class WebhookCursor
{
    public static string Of(long seq) => seq.ToString(CultureInfo.InvariantCulture);

    /// <summary>No cursor is one of the first page.</summary>
    public static (bool IsOne, long? Before) Parse(string? cursor) =>
        cursor is null or "" ? (true, null)
        : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? (true, seq)
        : (false, null);
}
