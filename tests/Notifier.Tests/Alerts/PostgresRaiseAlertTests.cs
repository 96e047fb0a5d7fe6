namespace Syndication.Notifier.Tests.Alerts;

public sealed class PostgresRaiseAlertTests(PostgresFixture postgres) : RaiseAlertTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
