namespace Syndication.Notifier.Tests.Alerts;

public sealed class SqliteAlertRoomTests : AlertRoomTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}
