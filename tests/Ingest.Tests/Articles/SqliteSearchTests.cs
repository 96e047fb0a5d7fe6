namespace Syndication.Ingest.Tests.Articles;

public sealed class SqliteSearchTests : SearchTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}
