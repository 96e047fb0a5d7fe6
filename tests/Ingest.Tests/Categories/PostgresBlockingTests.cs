namespace Syndication.Ingest.Tests.Categories;

public sealed class PostgresBlockingTests(PostgresFixture postgres) : BlockingTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
