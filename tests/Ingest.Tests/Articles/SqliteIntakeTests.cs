namespace Syndication.Ingest.Tests.Articles;

public sealed class SqliteIntakeTests : IntakeTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}
