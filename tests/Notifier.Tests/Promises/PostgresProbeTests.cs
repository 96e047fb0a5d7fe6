namespace Syndication.Notifier.Tests.Promises;

public sealed class PostgresProbeTests(PostgresFixture postgres) : ProbeTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
