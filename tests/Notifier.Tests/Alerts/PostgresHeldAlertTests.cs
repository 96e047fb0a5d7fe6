namespace Syndication.Notifier.Tests.Alerts;

public sealed class PostgresHeldAlertTests(PostgresFixture postgres) : HeldAlertTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
