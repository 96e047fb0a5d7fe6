namespace Syndication.Ingest.Tests.Articles;

public sealed class PostgresSearchTests(PostgresFixture postgres) : SearchTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
