namespace Syndication.Ingest.Tests.Outbox;

/// <summary>A clock that runs, and can be put forward.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
}
