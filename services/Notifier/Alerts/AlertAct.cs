namespace Syndication.Notifier.Alerts;

/// <summary>Who did what to an alert, and when; never changed.</summary>
internal sealed class AlertAct
{
    /// <summary>Given by the database.</summary>
    public long Id { get; init; }

    public required Guid AlertId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The name of an API key, or <c>system</c>.</summary>
    public required string Who { get; init; }

    /// <summary>Such as <c>created</c>, <c>approved</c>, <c>corrected</c>.</summary>
    public required string Act { get; init; }

    /// <summary>Of what, or why; null where there is nothing to add.</summary>
    public string? Detail { get; init; }

    /// <summary>As <see cref="AlertWording"/>, JSON: what stood there before; null where no words changed.</summary>
    public string? Before { get; init; }
}
