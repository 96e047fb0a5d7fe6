namespace Syndication.Ingest.Tests.Timeline;

public sealed class SqliteTimelineTests : TimelineTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}
