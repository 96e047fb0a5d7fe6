namespace Syndication.Notifier.Tests.Alerts;

public sealed class SqliteRaiseAlertTests : RaiseAlertTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}
