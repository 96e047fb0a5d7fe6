namespace Syndication.Notifier.Deliveries;

/// <summary>How many alerts a reader has had on a day.</summary>
internal sealed class ReaderDayCount
{
    public required long Seq { get; init; }

    /// <summary>As <c>Subscription.Day</c>.</summary>
    public required int Day { get; set; }

    public required int DayCount { get; set; }

    public bool IsChanged { get; set; }
}
