namespace Syndication.Notifier.Tests.Alerts;

public sealed class PostgresAlertRoomTests(PostgresFixture postgres) : AlertRoomTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
