namespace Syndication.Ingest.Tests.Articles;

public sealed class SqliteNewsroomTests : NewsroomTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}
