using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Syndication.Contracts;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Store;
using Syndication.Testing;

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

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Embargoes_of_before_are_told_once_with_the_upgrade(string kind)
    {
        var data = Directory.CreateTempSubdirectory("synd-upgrade-");
        var database = kind == "sqlite" ? kind : await postgres.NewDatabaseAsync(Ct);
        var (held, _, _) = (
            await FileOfBeforeAsync(database, data, ArticleState.Embargoed),
            await FileOfBeforeAsync(database, data, ArticleState.Published),
            await FileOfBeforeAsync(database, data, ArticleState.Retracted)
        );

        await using (var host = new IngestHost(database, data.FullName))
        {
            await host.ToldAsync<ArticleEmbargoed>(1);
            var told = Assert.Single(host.Bus.Of<ArticleEmbargoed>());
            Assert.Equal((held, 1), (told.ArticleId, told.Revision));
            await host.ToldAsync<ArticleEmbargoed>(1);
            await UntilAllAreToldAsync(host);
            Assert.Single(host.Bus.Told, t => t.Message is ArticleEmbargoed or ArticlePublished);
        }

        await using var again = new IngestHost(database, data.FullName);
        await again.PostAsync(
            new
            {
                guid = "n",
                title = "নদী",
                categories = new[] { "national" },
            }
        );
        await again.ToldAsync<ArticlePublished>(1);
        Assert.Empty(again.Bus.Of<ArticleEmbargoed>());
    }

    private static Task UntilAllAreToldAsync(IngestHost host) =>
        Waiting.UntilAsync(
            async () =>
            {
                await using var db = await host.The<IDbContextFactory<IngestDbContext>>()
                    .CreateDbContextAsync(Ct);
                return !await db.Outbox.AnyAsync(o => o.SentAt == null, Ct);
            },
            TimeSpan.FromSeconds(20),
            "the outbox to be told",
            Ct
        );

    // As the version before left it: filed, and of an embargo nothing told.
    private static async Task<Guid> FileOfBeforeAsync(string database, DirectoryInfo data, ArticleState state)
    {
        await using var db = Open(database, data);
        await db.GetService<IMigrator>().MigrateAsync("CategoryStates", cancellationToken: Ct);
        var article = Of(state);
        var row = new ArticleRow { Id = article.Id, Title = article.Title };
        row.Take(article);
        db.Articles.Add(row);
        var document = article.ToJson();
        db.Revisions.Add(
            new()
            {
                ArticleId = article.Id,
                Revision = 1,
                Document = document,
            }
        );
        await db.SaveChangesAsync(Ct);
        return article.Id;
    }

    private static StoredArticle Of(ArticleState state)
    {
        var until = DateTimeOffset.FromUnixTimeMilliseconds(4_000_000_000_000);
        return new()
        {
            Id = Guid.CreateVersion7(),
            Revision = 1,
            State = state,
            Title = "বাজেট ঘোষণা",
            Language = "bn",
            Categories = ["national"],
            EmbargoUntil = state == ArticleState.Embargoed ? until : null,
            ReceivedAt = until,
            RevisedAt = until,
            PublishedAt = until,
            UpdatedAt = until,
        };
    }

    private static IngestDbContext Open(string database, DirectoryInfo data) =>
        database == "sqlite"
            ? new SqliteIngestDbContext(
                new DbContextOptionsBuilder<SqliteIngestDbContext>()
                    .UseSqlite($"Data Source={Path.Combine(data.FullName, "ingest.db")}")
                    .Options
            )
            : new PostgresIngestDbContext(
                new DbContextOptionsBuilder<PostgresIngestDbContext>()
                    .UseNpgsql(
                        new Npgsql.NpgsqlConnectionStringBuilder(database)
                        {
                            SearchPath = "ingest",
                        }.ConnectionString,
                        npgsql => npgsql.MigrationsHistoryTable("__EFMigrationsHistory", "ingest")
                    )
                    .Options
            );

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
