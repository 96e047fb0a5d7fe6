using System.Net;
using Microsoft.Extensions.Hosting;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Store;
using Syndication.Testing;
using Syndication.Testing.Servers;

namespace Syndication.Ingest.Tests.Store;

/// <summary>What a database that goes and comes back leaves standing.</summary>
public sealed class PostgresOutageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_restarts_does_not_end_the_process()
    {
        await using var server = new PostgresServer();
        await server.StartAsync(Ct);
        await using var host = new IngestHost(await server.CreateDatabaseAsync("newsroom", Ct));
        var stopping = host.The<IHostApplicationLifetime>().ApplicationStopping;
        Assert.Equal(201, (await host.PostAsync(Article("আগে"))).Status);

        await server.StopAsync();
        // Its clocks go on asking: long enough for some of them to be refused.
        await Assert.ThrowsAsync<TimeoutException>(() =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping)
                .WaitAsync(TimeSpan.FromSeconds(2), Ct)
        );
        using (var refused = await host.Newsroom.GetAsync("/api/articles", Ct))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
            Assert.NotNull(refused.Headers.RetryAfter);
        }
        Assert.Equal(503, (await host.PostAsync(Article("এখন"))).Status);
        await server.StartAsync(Ct);

        await Waiting.UntilAsync(
            async () => (await host.PostAsync(Article("পরে"))).Status is 200 or 201,
            TimeSpan.FromSeconds(20),
            "an article is taken again",
            Ct
        );
        Assert.False(stopping.IsCancellationRequested);
    }

    [Fact]
    public async Task Another_service_with_the_same_table_names_may_share_the_database()
    {
        await using var server = new PostgresServer();
        await server.StartAsync(Ct);
        var database = await server.CreateDatabaseAsync("newsroom", Ct);
        await server.QueryAsync(
            "newsroom",
            "CREATE SCHEMA notifier; CREATE TABLE notifier.\"Articles\" ()",
            Ct
        );
        await server.QueryAsync("newsroom", "CREATE TABLE public.\"Articles\" ()", Ct);

        await using var host = new IngestHost(database);

        Assert.Equal(201, (await host.PostAsync(Article("একটি"))).Status);
        Assert.Equal(
            "1",
            await server.QueryAsync("newsroom", "SELECT count(*) FROM ingest.\"Articles\"", Ct)
        );
    }

    [Fact]
    public async Task Words_that_no_title_can_have_are_refused_and_not_asked_for()
    {
        await using var server = new PostgresServer();
        await server.StartAsync(Ct);
        await using var host = new IngestHost(await server.CreateDatabaseAsync("newsroom", Ct));

        using var answer = await host.Newsroom.GetAsync("/api/articles?q=%00", Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_does_not_hold_up_the_end()
    {
        await using var server = new PostgresServer();
        await server.StartAsync(Ct);
        await using var host = new IngestHost(await server.CreateDatabaseAsync("newsroom", Ct));
        var locked = server.QueryAsync(
            "newsroom",
            "BEGIN; LOCK TABLE ingest.\"Articles\", ingest.\"ArticleKeys\"; SELECT pg_sleep(60)",
            Ct
        );
        await Waiting.UntilAsync(
            async () =>
                await server.QueryAsync(
                    "newsroom",
                    "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'BEGIN; LOCK%' AND wait_event = 'PgSleep'",
                    Ct
                ) == "1",
            TimeSpan.FromSeconds(20),
            "the tables are locked",
            Ct
        );
        var write = new RetractArticle(Guid.NewGuid(), reason: null, Precondition.None);
        await host.The<WriteQueue>().EnqueueAsync(write, Ct);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await host.The<WriteQueue>().StopAsync(patience.Token).WaitAsync(TimeSpan.FromSeconds(10), Ct);

        Assert.False(write.Done.IsCompleted);
        await server.KillAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => locked);
        await Assert.ThrowsAnyAsync<Exception>(() => write.Done);
    }

    private static object Article(string title) => new { guid = title, title };
}
