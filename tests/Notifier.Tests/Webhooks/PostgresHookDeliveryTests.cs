namespace Syndication.Notifier.Tests.Webhooks;

public sealed class PostgresHookDeliveryTests(PostgresFixture postgres) : HookDeliveryTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
