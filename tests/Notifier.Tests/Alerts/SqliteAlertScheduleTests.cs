namespace Syndication.Notifier.Tests.Alerts;

public sealed class SqliteAlertScheduleTests : AlertScheduleTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}
