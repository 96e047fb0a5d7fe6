namespace Syndication.Notifier.Tests.Alerts;

public sealed class PostgresHeldReasonTests(PostgresFixture postgres) : HeldReasonTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
