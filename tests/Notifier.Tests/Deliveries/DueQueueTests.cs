using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Store;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>Which of the deliveries that are due are taken, and at what cost, on whichever database.</summary>
public abstract class DueQueueTests
{
    private const string Google = "https://fcm.googleapis.com";
    private const string Mozilla = "https://updates.push.services.mozilla.com";
    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What stands in a plan for reading all, or for sorting what was read.</summary>
    protected abstract IReadOnlyList<string> Costly { get; }

    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    /// <summary>How it is asked for a plan, and in which column it answers.</summary>
    protected abstract (string Word, int Column) Explain { get; }

    [Fact]
    public async Task The_oldest_come_first_and_of_each_push_service_as_many()
    {
        await using var host = await StartAsync();
        await AddAsync(host, 900, Google, n => -900 + n);
        await AddAsync(host, 900, Mozilla, n => -n);

        var taken = await TakeAsync(host, _ => int.MaxValue);

        Assert.Equal(128, taken.Count(d => d.Origin == Google));
        Assert.Equal(128, taken.Count(d => d.Origin == Mozilla));
        foreach (var ofOne in taken.GroupBy(d => d.Origin, StringComparer.Ordinal))
        {
            var left = await LeftAsync(host, ofOne.Key);
            Assert.True(ofOne.Max(d => d.DueAt) < left.Min(d => d.DueAt));
        }
    }

    [Fact]
    public async Task Flash_comes_before_all_else_and_what_is_not_due_not_at_all()
    {
        await using var host = await StartAsync();
        await AddAsync(host, 500, Google, _ => -600);
        await AddAsync(host, 40, Google, _ => -1, flash: true);
        await AddAsync(host, 500, Google, _ => 60, flash: true);

        var taken = await TakeAsync(host, _ => int.MaxValue);

        Assert.Equal(40, taken.Count(d => d.Flash));
        // They take no place of the others either.
        Assert.Equal(256, taken.Count(d => !d.Flash));
    }

    [Fact]
    public async Task What_is_under_way_though_its_lease_is_over_hides_nothing_that_stands_behind_it()
    {
        await using var host = await StartAsync();
        await AddAsync(host, 1_500, Google, n => -1_500 + n);

        var taken = await TakeAsync(host, _ => int.MaxValue, isUnderWay: (_, seq) => seq < 1_100);

        Assert.Equal(Enumerable.Range(1_100, 256).Select(n => (long)n), taken.Select(d => d.Seq).Order());
    }

    [Fact]
    public async Task Where_all_that_is_due_is_under_way_nothing_is_taken()
    {
        await using var host = await StartAsync();
        await AddAsync(host, 400, Google, _ => -1);

        Assert.Empty(await TakeAsync(host, _ => int.MaxValue, isUnderWay: (_, _) => true));
    }

    [Fact]
    public async Task Where_there_is_no_room_nothing_is_taken_and_others_have_it_all()
    {
        await using var host = await StartAsync();
        await AddAsync(host, 500, Gates.Strangers, _ => -600);
        await AddAsync(host, 500, Google, _ => -1);

        var taken = await TakeAsync(host, q => q.Origin == Google ? int.MaxValue : 0);

        Assert.Equal(256, taken.Count);
        Assert.All(taken, d => Assert.Equal(Google, d.Origin));
        Assert.Equal(263, (await TakeAsync(host, q => q.Origin == Google ? 0 : 7)).Count);
    }

    [Fact]
    public async Task Where_there_are_hundreds_of_push_services_each_has_its_turn()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 200; i++)
            await AddAsync(host, 6, $"https://wns{i}.notify.windows.com", _ => -600);
        var queues = new DueQueues(_time);
        var seen = new HashSet<string>(StringComparer.Ordinal);

        for (var take = 0; take < 5; take++)
        {
            // A list that is read anew does not begin anew.
            _time.Advance(TimeSpan.FromSeconds(2));
            seen.UnionWith((await TakeAsync(host, _ => 2, queues)).Select(d => d.Origin));
        }

        Assert.Equal(200, seen.Count);
    }

    [Fact]
    public async Task What_is_taken_is_one_range_of_the_index_in_its_order()
    {
        await using var host = await StartAsync();
        await AddAsync(host, 4_000, Google, _ => -1);
        await AddAsync(host, 4_000, Mozilla, _ => -1);
        await host.The<UnitOfWork>().ReadAsync(db => db.Database.ExecuteSqlRawAsync("ANALYZE", Ct), Ct);

        var plan = await host.The<UnitOfWork>()
            .ReadAsync(
                db => ExplainAsync(db, DueTaking.Due(db, new(Google, Flash: false), _time.GetUtcNow())),
                Ct
            );

        Assert.Contains("IX_DueDeliveries_Origin_Flash_DueAt", plan, StringComparison.Ordinal);
        Assert.All(Costly, c => Assert.DoesNotContain(c, plan, StringComparison.Ordinal));
    }

    private async Task<string> ExplainAsync(NotifierDbContext db, IQueryable<DueDelivery> due)
    {
        await db.Database.OpenConnectionAsync(Ct);
        await using var command = due.OrderBy(d => d.DueAt).Take(256).CreateDbCommand();
        command.CommandText = $"{Explain.Word} {command.CommandText}";
        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Ct);
        while (await reader.ReadAsync(Ct))
            plan.Add(reader.GetString(Explain.Column));
        return string.Join('\n', plan);
    }

    // Without the one that would take them in the test's place.
    private async Task<NotifierHost> StartAsync() =>
        new(
            await NewDatabaseAsync(Ct),
            time: _time,
            replace: services =>
                services.Remove(services.Single(s => s.ImplementationType == typeof(DueRuns)))
        );

    private async Task AddAsync(
        NotifierHost host,
        int count,
        string origin,
        Func<int, int> dueIn,
        bool flash = false
    )
    {
        var alert = Guid.CreateVersion7();
        await host.The<UnitOfWork>()
            .ReadAsync(
                async db =>
                {
                    db.DueDeliveries.AddRange(
                        Enumerable
                            .Range(0, count)
                            .Select(n => new DueDelivery
                            {
                                AlertId = alert,
                                Seq = n,
                                Reason = DueReason.Quiet,
                                DueAt = _time.GetUtcNow().AddSeconds(dueIn(n)),
                                Kind = DispatchKind.Alert,
                                Flash = flash,
                                Origin = origin,
                                BatchId = alert,
                                Place = n,
                            })
                    );
                    return await db.SaveChangesAsync(Ct);
                },
                Ct
            );
    }

    private async Task<List<DueDelivery>> TakeAsync(
        NotifierHost host,
        Func<DueQueue, int> room,
        DueQueues? queues = null,
        Func<Guid, long, bool>? isUnderWay = null
    )
    {
        var lease = _time.GetUtcNow() + DueTaking.LeaseLength;
        return await host.The<UnitOfWork>()
            .ReadAsync(
                async db =>
                {
                    await DueTaking.ClaimAsync(
                        db,
                        queues ?? new(_time),
                        room,
                        isUnderWay ?? ((_, _) => false),
                        _ => 256,
                        _time.GetUtcNow(),
                        Ct
                    );
                    return await db
                        .DueDeliveries.AsNoTracking()
                        .Where(d => d.LeaseUntil == lease)
                        .ToListAsync(Ct);
                },
                Ct
            );
    }

    private static Task<List<DueDelivery>> LeftAsync(NotifierHost host, string origin) =>
        host.The<UnitOfWork>()
            .ReadAsync(
                db =>
                    db.DueDeliveries.AsNoTracking()
                        .Where(d => d.Origin == origin && d.LeaseUntil == null)
                        .ToListAsync(Ct),
                Ct
            );
}

public sealed class SqliteDueQueueTests : DueQueueTests
{
    protected override IReadOnlyList<string> Costly => ["SCAN", "TEMP B-TREE"];

    protected override (string Word, int Column) Explain => ("EXPLAIN QUERY PLAN", 3);

    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}

public sealed class PostgresDueQueueTests(PostgresFixture postgres) : DueQueueTests
{
    protected override IReadOnlyList<string> Costly => ["Seq Scan", "Sort"];

    protected override (string Word, int Column) Explain => ("EXPLAIN", 0);

    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
