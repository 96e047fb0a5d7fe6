using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Syndication.Contracts;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Tests.Alerts;

/// <summary>What the house remembers of an article is what its newest news says, in whatever order news comes.</summary>
public sealed class KnownArticleTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Noon = new(2031, 8, 13, 6, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Whatever_the_order_and_however_often_the_newest_news_counts(string kind)
    {
        await using var host = new NotifierHost(
            kind == "sqlite" ? kind : await postgres.NewDatabaseAsync(Ct)
        );
        await Parallel.ForAsync(0, 60, Ct, async (seed, ct) => await TryAsync(host, seed, ct));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task An_embargo_that_was_kept_as_minutes_is_known_after_the_upgrade(string kind)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync(Ct);
        await using NotifierDbContext db =
            kind == "sqlite"
                ? new SqliteNotifierDbContext(
                    new DbContextOptionsBuilder<SqliteNotifierDbContext>().UseSqlite(connection).Options
                )
                : new PostgresNotifierDbContext(
                    new DbContextOptionsBuilder<PostgresNotifierDbContext>()
                        .UseNpgsql(await postgres.NewDatabaseAsync(Ct))
                        .Options
                );
        await db.GetService<IMigrator>().MigrateAsync("DueQueues", cancellationToken: Ct);
        var (held, known) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var minutes = -(int)(Noon - DateTimeOffset.UnixEpoch).TotalMinutes;
        foreach (var (id, revision) in (IEnumerable<(Guid, int)>)[(held, minutes), (known, 4)])
            await db.Database.ExecuteSqlAsync(
                $"""INSERT INTO "Articles" ("Id", "Revision", "IsRetracted") VALUES ({id}, {revision}, {false})""",
                Ct
            );

        await db.Database.MigrateAsync(Ct);

        var articles = await db.Articles.ToDictionaryAsync(a => a.Id, Ct);
        Assert.Equal((0, Noon), (articles[held].Revision, articles[held].EmbargoUntil!.Value));
        Assert.Equal((4, null), (articles[known].Revision, articles[known].EmbargoUntil));
        await db.GetService<IMigrator>().MigrateAsync("DueQueues", cancellationToken: Ct);
        Assert.Equal(
            [minutes, 4],
            await db
                .Database.SqlQuery<int>(
                    $"""SELECT "Revision" AS "Value" FROM "Articles" ORDER BY "Revision" """
                )
                .ToListAsync(Ct)
        );
    }

    private static async Task TryAsync(NotifierHost host, int seed, CancellationToken ct)
    {
        // A fixed seed, so that a failure comes again.
        var chance = new Random(seed);
        var article = News.Breaking;
        var history = History(article, chance).ToList();
        object[] twice = [.. history, .. history];
        chance.Shuffle(twice);
        foreach (var message in twice)
            await host.PublishAsync(message, ct);

        var known = await host.The<UnitOfWork>()
            .ReadAsync(async db => await db.Articles.FindAsync([article.Id], ct), ct);
        Assert.Equal((seed, Of(history[^1])), (seed, Of(known!)));
        var alerts = (await host.AlertsAsync(ct)).Where(a => a.ArticleId == article.Id);
        if (!known!.IsOut)
            Assert.All(alerts, a => Assert.Equal(AlertState.Withdrawn, a.State));
    }

    // As Ingest may tell it: embargoed, moved, taken back or kept in quarantine any number of times, then perhaps out.
    private static IEnumerable<object> History(Article article, Random chance)
    {
        var revision = 1;
        for (var before = chance.Next(4); before > 0; before--, revision++)
            yield return chance.Next(3) switch
            {
                0 => WiredFan.Stands(article.Id, PublicationState.Quarantined, revision),
                1 => WiredFan.Stands(article.Id, PublicationState.Retracted, revision),
                _ => article.Embargoed(revision, Noon.AddMilliseconds(chance.Next())),
            };
        var isOut = false;
        for (var after = chance.Next(revision == 1 ? 1 : 0, 5); after > 0; after--, revision++)
        {
            var next = article with { Revision = revision, Correction = chance.Next(3) == 0 ? "ঠিক।" : null };
            if (isOut && chance.Next(3) == 0)
                yield return article.Retracted(revision);
            else if (isOut)
                yield return next.Revised();
            else
                yield return next.Published();
            isOut = !isOut || chance.Next(2) == 0;
        }
    }

    private static (int, bool, DateTimeOffset?, string?) Of(object news) =>
        news switch
        {
            KnownArticle a => (a.Revision, a.IsRetracted, a.EmbargoUntil, a.Correction),
            ArticlePublished p => (p.Article.Revision, false, null, p.Article.Correction),
            ArticleRevised r => (r.Article.Revision, false, null, r.Article.Correction),
            ArticleRetracted r => (r.Revision, true, null, null),
            ArticleStanding s => (s.Revision, true, null, null),
            ArticleEmbargoed e => (e.Revision, false, e.Until, null),
            _ => throw new ArgumentOutOfRangeException(nameof(news)),
        };
}
