namespace Syndication.Notifier.Tests.Alerts;

public sealed class SqliteHeldAlertTests : HeldAlertTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}
