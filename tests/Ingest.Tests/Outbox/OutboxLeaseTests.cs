using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Ingest.Outbox;
using Syndication.Ingest.Store;
using Syndication.Testing;
using Syndication.Testing.Order;

namespace Syndication.Ingest.Tests.Outbox;

[StartsFirst]
public sealed class OutboxLeaseTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_instances_on_one_database_tell_each_row_once()
    {
        var database = await postgres.NewDatabaseAsync(Ct);
        await using var one = new IngestHost(database);
        await using var other = new IngestHost(database);
        // Slow enough that rows grow old in the hands of whoever wrote them.
        one.Bus.Holds = other.Bus.Holds = _ =>
            Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Ct);

        await Task.WhenAll(BatchAsync(one, "one", 900), BatchAsync(other, "other", 900));
        await AllMarkedAsync(one);

        var ids = one.Bus.Told.Concat(other.Bus.Told).Select(t => t.Id).ToList();
        Assert.Equal((1800, 1800), (ids.Count, ids.Distinct().Count()));
    }

    [Fact]
    public async Task What_an_instance_leaves_behind_is_told_by_another_once_its_lease_is_over()
    {
        var time = new ShiftedTime();
        var database = await postgres.NewDatabaseAsync(Ct);
        await using var one = new IngestHost(database, time: time);
        await using var other = new IngestHost(database, time: time);
        one.Bus.IsUp = false;
        await BatchAsync(one, "left", 300);
        await BatchAsync(other, "own", 1);
        await other.ToldAsync<ArticlePublished>(1);
        Assert.Single(other.Bus.Told);

        time.Shift = OutboxLease.Length + TimeSpan.FromSeconds(1);
        await other.ToldAsync<ArticlePublished>(301);
        // What it still holds in memory is not its own any more.
        one.Bus.IsUp = true;
        await BatchAsync(one, "next", 1);
        await one.ToldAsync<ArticlePublished>(1);
        await AllMarkedAsync(one);

        Assert.Equal((1, 301), (one.Bus.Told.Count, other.Bus.Told.Count));
    }

    [Fact]
    public async Task What_is_told_slowly_stays_with_the_instance_that_tells_it()
    {
        var database = await postgres.NewDatabaseAsync(Ct);
        await using var one = new IngestHost(database);
        await using var other = new IngestHost(database);
        var release = new TaskCompletionSource();
        one.Bus.Holds = m => m is RebuildRequested ? release.Task : Task.CompletedTask;
        using var rebuild = await one.Newsroom.PostAsync("/api/admin/rebuild", null, Ct);

        await Waiting.UntilAsync(
            async () =>
                (await RowsAsync(one)).Single() is { } row
                && row.LeasedUntil > row.CreatedAt + OutboxLease.Length,
            TimeSpan.FromSeconds(30),
            "the lease is renewed",
            Ct
        );
        release.SetResult();
        await AllMarkedAsync(one);

        Assert.Equal((1, 0), (one.Bus.Told.Count, other.Bus.Told.Count));
    }

    [Fact]
    public async Task An_instance_that_ends_gives_back_what_it_has_not_told()
    {
        var database = await postgres.NewDatabaseAsync(Ct);
        await using var other = new IngestHost(database);
        await using (var one = new IngestHost(database))
        {
            one.Bus.IsUp = false;
            await BatchAsync(one, "left", 10);
        }

        await Waiting.UntilAsync(
            () => other.Bus.Told.Count == 10,
            OutboxLease.Length - TimeSpan.FromSeconds(5),
            "the other tells them before the lease would be over",
            Ct
        );
    }

    [Fact]
    public async Task Readers_that_claim_at_once_share_the_rows_between_them()
    {
        await using var host = new IngestHost(await postgres.NewDatabaseAsync(Ct));
        host.Bus.IsUp = false;
        var contexts = host.The<IDbContextFactory<IngestDbContext>>();
        await using (var db = await contexts.CreateDbContextAsync(Ct))
        {
            db.Outbox.AddRange(Enumerable.Range(0, 2000).Select(_ => LeftBehind()));
            await db.SaveChangesAsync(Ct);
        }

        var claims = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => ClaimAllAsync(new(contexts)), Ct))
        );

        var seqs = claims.SelectMany(c => c).ToList();
        Assert.Equal((2000, 2000), (seqs.Count, seqs.Distinct().Count()));
    }

    [Fact]
    public async Task What_is_left_behind_of_one_article_is_claimed_by_one_reader()
    {
        await using var host = new IngestHost(await postgres.NewDatabaseAsync(Ct));
        host.Bus.IsUp = false;
        var contexts = host.The<IDbContextFactory<IngestDbContext>>();
        await using var db = await contexts.CreateDbContextAsync(Ct);
        // Spread, so that a part of the rows has the earlier revisions and the next part the later ones.
        List<Guid> articles = [.. Enumerable.Range(0, 150).Select(_ => Guid.CreateVersion7())];
        for (var revision = 1; revision <= 4; revision++)
        {
            db.Outbox.AddRange(articles.Select(id => LeftBehind(id, revision)));
            await db.SaveChangesAsync(Ct);
        }

        var claims = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => ClaimAllAsync(new(contexts)), Ct))
        );

        var rows = await db.Outbox.AsNoTracking().ToListAsync(Ct);
        Assert.All(
            rows.GroupBy(r => r.ArticleId),
            of => Assert.Single(of.Select(r => r.LeasedBy).Distinct())
        );
        Assert.Equal(600, claims.Sum(c => c.Count));
    }

    [Fact]
    public async Task A_row_behind_one_that_another_instance_tells_is_free_once_that_is_told()
    {
        await using var host = new IngestHost(await postgres.NewDatabaseAsync(Ct));
        host.Bus.IsUp = false;
        var contexts = host.The<IDbContextFactory<IngestDbContext>>();
        await using var db = await contexts.CreateDbContextAsync(Ct);
        var article = Guid.CreateVersion7();
        var first = LeftBehind(article, 1);
        (first.LeasedBy, first.LeasedUntil) = (
            Guid.CreateVersion7(),
            DateTimeOffset.UnixEpoch.AddYears(1000)
        );
        db.Outbox.Add(first);
        await db.SaveChangesAsync(Ct);
        db.Outbox.Add(LeftBehind(article, 2));
        db.Outbox.Add(LeftBehind(Guid.CreateVersion7(), 1));
        await db.SaveChangesAsync(Ct);
        var reader = new OutboxReader(contexts);

        Assert.Single(await ClaimAllAsync(reader));
        first.SentAt = DateTimeOffset.UnixEpoch;
        await db.SaveChangesAsync(Ct);

        Assert.Single(await ClaimAllAsync(reader));
    }

    private static async Task<List<long>> ClaimAllAsync(OutboxReader reader)
    {
        var instance = Guid.CreateVersion7();
        var now = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000);
        List<long> all = [];
        // Rows that others are claiming just now are passed over: nothing found once is not yet the end.
        for (var empty = 0; empty < 5; )
        {
            var search = new OutboxSearch
            {
                Instance = instance,
                Now = now,
                Until = now + OutboxLease.Length,
                MadeBefore = now,
                DueAgain = [],
                NotNow = all,
            };
            var found = await reader.ClaimAsync(search, 100, Ct);
            empty = found.Count == 0 ? empty + 1 : 0;
            all.AddRange(found.Select(f => f.Seq));
        }
        return all;
    }

    private static OutboxRow LeftBehind(Guid? article = null, int? revision = null) =>
        new()
        {
            ArticleId = article,
            Revision = revision,
            MessageId = Guid.CreateVersion7(),
            Kind = OutboxKind.RebuildRequested,
            Body = $$"""{"rebuildId":"{{Guid.CreateVersion7()}}"}""",
            CreatedAt = DateTimeOffset.UnixEpoch,
        };

    private static async Task BatchAsync(IngestHost host, string name, int count)
    {
        var lines = Enumerable
            .Range(0, count)
            .Select(i => $$"""{"guid":"{{name}}:{{i}}","title":"শিরোনাম {{i}}"}""");
        using var body = IngestHost.Json(string.Join('\n', lines), "application/x-ndjson");
        using var answer = await host.Newsroom.PostAsync("/api/articles/batch", body, Ct);
        Assert.DoesNotContain(
            "\"error\":\"",
            await answer.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );
    }

    private static Task AllMarkedAsync(IngestHost host) =>
        Waiting.UntilAsync(
            async () => (await RowsAsync(host)).TrueForAll(r => r.SentAt is not null),
            TimeSpan.FromSeconds(60),
            "all rows are marked",
            Ct
        );

    private static async Task<List<OutboxRow>> RowsAsync(IngestHost host)
    {
        await using var db = await host.The<IDbContextFactory<IngestDbContext>>().CreateDbContextAsync(Ct);
        return await db.Outbox.AsNoTracking().ToListAsync(Ct);
    }
}
