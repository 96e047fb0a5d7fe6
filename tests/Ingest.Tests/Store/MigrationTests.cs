using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Tests.Store;

public sealed class MigrationTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Sqlites_migrations_make_the_model_as_it_is()
    {
        using var db = new SqliteDesignTime().CreateDbContext([]);
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Postgres_migrations_make_the_model_as_it_is()
    {
        using var db = new PostgresDesignTime().CreateDbContext([]);
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task On_sqlite_a_place_in_a_category_takes_over_its_articles_state()
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync(Ct);
        var options = new DbContextOptionsBuilder<SqliteIngestDbContext>().UseSqlite(connection).Options;
        await using var db = new SqliteIngestDbContext(options);
        await StatesAreTakenOverAsync(db);
    }

    [Fact]
    public async Task On_postgres_a_place_in_a_category_takes_over_its_articles_state()
    {
        var database = await postgres.NewDatabaseAsync(Ct);
        var options = new DbContextOptionsBuilder<PostgresIngestDbContext>().UseNpgsql(database).Options;
        await using var db = new PostgresIngestDbContext(options);
        await StatesAreTakenOverAsync(db);
    }

    private static async Task StatesAreTakenOverAsync(IngestDbContext db)
    {
        await db.GetService<IMigrator>().MigrateAsync("Hubs", cancellationToken: Ct);
        Guid[] ids = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        foreach (var (id, state) in ids.Zip([(int)ArticleState.Retracted, (int)ArticleState.Published]))
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "Articles" ("Id", "Revision", "State", "Title", "PublishedAt", "EverPublished")
                VALUES ({id}, 1, {state}, 'নদী', 1, {true})
                """,
                Ct
            );
            await db.Database.ExecuteSqlAsync(
                $"""INSERT INTO "ArticleCategories" ("ArticleId", "Slug", "PublishedAt") VALUES ({id}, 'sports', 1)""",
                Ct
            );
        }

        await db.Database.MigrateAsync(Ct);

        var states = await db.ArticleCategories.ToDictionaryAsync(p => p.ArticleId, p => p.State, Ct);
        Assert.Equal([ArticleState.Retracted, ArticleState.Published], ids.Select(id => states[id]));
    }
}
