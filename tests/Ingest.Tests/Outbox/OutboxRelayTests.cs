using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Ingest.Outbox;
using Syndication.Ingest.Store;
using Syndication.Testing;

namespace Syndication.Ingest.Tests.Outbox;

public sealed class OutboxRelayTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static object Article(int number) => new { guid = $"o:{number}", title = $"শিরোনাম {number}" };

    [Fact]
    public async Task A_row_that_the_bus_refuses_holds_up_no_other_and_comes_again_under_its_id()
    {
        await using var host = new IngestHost();
        var refused = 0;
        host.Bus.Refuses = m => m is ArticlePublished { Article.Title: "শিরোনাম 1" } && ++refused <= 2;

        for (var i = 0; i < 4; i++)
            await host.PostAsync(Article(i));
        await host.ToldAsync<ArticlePublished>(4);

        Assert.Equal(3, refused);
        Assert.Equal(4, host.Bus.Told.Select(t => t.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_replay_that_takes_its_time_holds_up_no_article_and_is_told_once()
    {
        await using var host = new IngestHost();
        var release = new TaskCompletionSource();
        host.Bus.Holds = m => m is RebuildRequested ? release.Task : Task.CompletedTask;
        using var rebuild = await host.Newsroom.PostAsync("/api/admin/rebuild", null, Ct);

        for (var i = 0; i < 50; i++)
            await host.PostAsync(Article(i));
        await host.ToldAsync<ArticlePublished>(50);

        Assert.Empty(host.Bus.Of<RebuildRequested>());
        release.SetResult();
        await host.ToldAsync<RebuildRequested>(1);
        Assert.Equal(51, host.Bus.Told.Count);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_holds_up_no_other()
    {
        await using var host = new IngestHost();
        await using (var db = await host.The<IDbContextFactory<IngestDbContext>>().CreateDbContextAsync(Ct))
        {
            db.Outbox.Add(LeftBehind("{"));
            db.Outbox.Add(LeftBehind($$"""{"rebuildId":"{{Guid.CreateVersion7()}}"}"""));
            await db.SaveChangesAsync(Ct);
        }
        await host.ToldAsync<RebuildRequested>(1);

        for (var i = 0; i < 4; i++)
            await host.PostAsync(Article(i));
        await host.ToldAsync<ArticlePublished>(4);
    }

    [Fact]
    public async Task A_row_whose_mark_is_lost_is_told_again_after_a_pause_and_then_no_more()
    {
        await using var host = new IngestHost();
        await using var db = await host.The<IDbContextFactory<IngestDbContext>>().CreateDbContextAsync(Ct);
        await db.Database.ExecuteSqlRawAsync(
            "CREATE TRIGGER no_marks BEFORE UPDATE OF \"SentAt\" ON \"Outbox\" BEGIN SELECT RAISE(ABORT, 'no marks'); END",
            Ct
        );
        await host.PostAsync(Article(1));
        await Waiting.UntilAsync(
            () => host.Bus.Told.Count >= 2,
            TimeSpan.FromSeconds(20),
            "the row is told again",
            Ct
        );

        await db.Database.ExecuteSqlRawAsync("DROP TRIGGER no_marks", Ct);

        await Waiting.UntilAsync(
            async () => (await RowsAsync(host)).TrueForAll(r => r.SentAt is not null),
            TimeSpan.FromSeconds(20),
            "the row is marked",
            Ct
        );
        Assert.InRange(host.Bus.Told.Count, 2, 12);
        Assert.Single(host.Bus.Told.Select(t => t.Id).Distinct());
    }

    private static OutboxRow LeftBehind(string body) =>
        new()
        {
            MessageId = Guid.CreateVersion7(),
            Kind = OutboxKind.RebuildRequested,
            Body = body,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };

    [Fact]
    public async Task While_the_bus_is_down_articles_are_taken_and_told_when_it_is_back()
    {
        await using var host = new IngestHost();
        host.Bus.IsUp = false;

        for (var i = 0; i < 4; i++)
            Assert.Equal(201, (await host.PostAsync(Article(i))).Status);
        Assert.Empty(host.Bus.Told);
        host.Bus.IsUp = true;

        await host.ToldAsync<ArticlePublished>(4);
    }

    [Fact]
    public async Task Rows_told_are_marked_kept_for_a_week_and_then_dropped()
    {
        var time = new ShiftedTime();
        await using var host = new IngestHost(time: time);
        await host.PostAsync(Article(1));
        await Waiting.UntilAsync(
            async () => (await RowsAsync(host)).TrueForAll(r => r.SentAt is not null),
            TimeSpan.FromSeconds(20),
            "the row is marked",
            Ct
        );
        var sweeper = new OutboxSweeper(
            host.The<IDbContextFactory<IngestDbContext>>(),
            time,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<OutboxSweeper>.Instance
        );

        time.Shift = TimeSpan.FromDays(6);
        Assert.Equal(0, await sweeper.SweepAsync(Ct));
        time.Shift = TimeSpan.FromDays(8);
        Assert.Equal(1, await sweeper.SweepAsync(Ct));
    }

    private static async Task<List<OutboxRow>> RowsAsync(IngestHost host)
    {
        await using var db = await host.The<IDbContextFactory<IngestDbContext>>().CreateDbContextAsync(Ct);
        return await db.Outbox.AsNoTracking().ToListAsync(Ct);
    }

    [Fact]
    public async Task An_articles_revisions_are_told_in_their_order()
    {
        await using var host = new IngestHost();
        // The earlier, the slower.
        host.Bus.Holds = m =>
            m is ArticleRevised { Article.Revision: var revision }
                ? Task.Delay(TimeSpan.FromMilliseconds(60 / revision), TimeProvider.System, Ct)
                : Task.CompletedTask;

        for (var i = 0; i < 12; i++)
            await host.PostAsync(new { guid = "o:same", title = $"শিরোনাম {i}" });
        await host.ToldAsync<ArticleRevised>(11);

        var told = host.Bus.Of<ArticleRevised>().Select(r => r.Article.Revision);
        Assert.Equal(Enumerable.Range(2, 11), told);
    }

    [Fact]
    public async Task A_refused_revision_does_not_hold_up_the_retraction_behind_it()
    {
        await using var host = new IngestHost();
        host.Bus.Refuses = m => m is ArticlePublished;
        var (_, article) = await host.PostAsync(Article(1));

        using var gone = await host.Newsroom.DeleteAsync($"/api/articles/{article["id"]}", Ct);

        await host.ToldAsync<ArticleRetracted>(1);
    }
}
