namespace Syndication.Notifier.Tests.Alerts;

public sealed class SqliteAlertChangesTests : AlertChangesTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}
