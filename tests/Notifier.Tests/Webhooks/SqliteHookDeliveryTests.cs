namespace Syndication.Notifier.Tests.Webhooks;

public sealed class SqliteHookDeliveryTests : HookDeliveryTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}
