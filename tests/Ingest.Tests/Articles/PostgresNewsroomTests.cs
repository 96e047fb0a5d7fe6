namespace Syndication.Ingest.Tests.Articles;

public sealed class PostgresNewsroomTests(PostgresFixture postgres) : NewsroomTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
