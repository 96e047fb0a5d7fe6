namespace Syndication.Notifier.Tests.Promises;

public sealed class SqliteProbeTests : ProbeTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}
