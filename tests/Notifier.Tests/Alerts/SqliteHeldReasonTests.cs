namespace Syndication.Notifier.Tests.Alerts;

public sealed class SqliteHeldReasonTests : HeldReasonTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}
