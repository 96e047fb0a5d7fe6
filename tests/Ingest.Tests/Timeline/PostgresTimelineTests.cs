namespace Syndication.Ingest.Tests.Timeline;

public sealed class PostgresTimelineTests(PostgresFixture postgres) : TimelineTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
