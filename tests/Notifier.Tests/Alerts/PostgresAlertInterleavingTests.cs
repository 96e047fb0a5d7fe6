namespace Syndication.Notifier.Tests.Alerts;

public sealed class PostgresAlertInterleavingTests(PostgresFixture postgres) : AlertInterleavingTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
