namespace Syndication.Notifier.Tests.Alerts;

public sealed class SqliteAlertInterleavingTests : AlertInterleavingTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}
