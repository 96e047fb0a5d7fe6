namespace Syndication.Notifier.Tests.Alerts;

public sealed class PostgresAlertChangesTests(PostgresFixture postgres) : AlertChangesTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
