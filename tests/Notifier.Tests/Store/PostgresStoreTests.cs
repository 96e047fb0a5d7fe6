using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Syndication.Hosting.Bus;
using Syndication.Notifier.Store;
using Syndication.Notifier.Streams;
using Syndication.Notifier.Tests.Streams;
using Syndication.Testing;
using Syndication.Testing.Servers;

namespace Syndication.Notifier.Tests.Store;

/// <summary>What only a database with many writers and many instances can get wrong.</summary>
public sealed class PostgresStoreTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_number_of_the_log_never_appears_after_a_greater_one()
    {
        var database = await postgres.NewDatabaseAsync(Ct);
        await using var host = new NotifierHost(database);
        var contexts = host.The<IDbContextFactory<NotifierDbContext>>();
        await using var first = await contexts.CreateDbContextAsync(Ct);
        await using var second = await contexts.CreateDbContextAsync(Ct);
        await using var slow = await TellAsync(first);

        var next = TellAsync(second);
        await Waiting.UntilAsync(
            async () => await WaitingForTheLogAsync(database) == "1",
            TimeSpan.FromSeconds(20),
            "the second writer waits for the first",
            Ct
        );
        Assert.Empty(await host.ToldAsync(Ct));
        await slow.CommitAsync(Ct);
        await using (var quick = await next)
            await quick.CommitAsync(Ct);

        var numbers = (await host.ToldAsync(Ct)).Select(e => e.Seq).ToList();
        Assert.Equal(2, numbers.Count);
        Assert.Equal(first.StreamEvents.Local.Single().Seq, numbers[0]);
    }

    [Fact]
    public async Task A_reader_hears_of_an_alert_that_another_instance_raised()
    {
        var database = await postgres.NewDatabaseAsync(Ct);
        await using var here = new NotifierHost(database);
        await using var there = new NotifierHost(database);
        using var sse = await Sse.OpenAsync(here.CreateClient(), "", Ct);

        await there.PublishAsync(News.Breaking.Published(), Ct);

        Assert.Equal("alert", (await sse.NextAsync())!.Event);
    }

    [Fact]
    public async Task Two_instances_that_take_the_same_message_raise_one_alert()
    {
        var database = await postgres.NewDatabaseAsync(Ct);
        await using var here = new NotifierHost(database);
        await using var there = new NotifierHost(database);
        var message = News.Breaking.Published();

        await Parallel.ForAsync(
            0,
            16,
            Ct,
            async (i, ct) => await (i % 2 == 0 ? here : there).PublishAsync(message, ct)
        );

        Assert.Single(await here.AlertsAsync(Ct));
        Assert.Single(await here.ToldAsync(Ct));
    }

    [Fact]
    public async Task A_database_that_is_gone_is_an_outage_and_not_a_fault_of_the_message()
    {
        await using var server = new PostgresServer();
        await server.StartAsync(Ct);
        await using var host = new NotifierHost(await server.CreateDatabaseAsync("notifier", Ct));
        var message = News.Breaking.Published();

        await server.StopAsync();
        await Assert.ThrowsAsync<OutageException>(() => host.PublishAsync(message, Ct));

        await server.StartAsync(Ct);
        await Waiting.UntilAsync(
            async () =>
            {
                await host.PublishAsync(message, Ct);
                return true;
            },
            TimeSpan.FromSeconds(20),
            "the message is taken",
            Ct
        );
        Assert.Single(await host.AlertsAsync(Ct));
    }

    private Task<string> WaitingForTheLogAsync(string database) =>
        postgres.QueryAsync(
            database,
            "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
                + "WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()",
            Ct
        );

    private static async Task<IDbContextTransaction> TellAsync(NotifierDbContext db)
    {
        var transaction = await db.Database.BeginTransactionAsync(Ct);
        await db.TellAsync(
            new()
            {
                AlertId = Guid.CreateVersion7(Some.Instant),
                Kind = StreamKind.Alert,
                Topics = ["national"],
                Payload = "{}",
                At = Some.Instant,
            },
            Ct
        );
        await db.SaveChangesAsync(Ct);
        return transaction;
    }
}
