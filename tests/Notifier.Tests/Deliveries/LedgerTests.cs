using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Syndication.Contracts;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Deliveries;
using Syndication.Testing;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>What became of deliveries is neither forgotten nor piled up, whatever the database does.</summary>
public sealed class LedgerTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_makes_it_forget_nothing()
    {
        var isFull = false;
        await using var fan = await OnSmallDiskAsync(() => Volatile.Read(ref isFull));
        var channel = (FakeChannel)fan.Host.The<IChannel>();
        await fan.AddReadersAsync(3_000);
        channel.Answer = (_, _, _) =>
        {
            if (channel.Tries == 700)
                Volatile.Write(ref isFull, true);
            return Task.FromResult(DeliveryOutcome.Delivered);
        };

        var alert = await fan.SendAsync();
        await fan.UntilAsync(() => Task.FromResult(channel.Tries > 700), "the disk to be full");
        // With nothing written down, no more goes out than there are places.
        await SettledAsync(() => channel.Tries);
        Assert.InRange(channel.Tries, 700, 2_500);
        Volatile.Write(ref isFull, false);
        await fan.DoneAsync();

        Assert.Equal(3_000, channel.Tries);
        Assert.Equal(3_000, channel.Accepted.Select(a => a.Seq).Distinct().Count());
        Assert.Equal(3_000, (await fan.CountAsync(alert)).Delivered);
    }

    [Fact]
    public async Task While_too_much_is_to_be_written_down_no_batch_begins()
    {
        const int Batches = 80;
        var time = new ManualTime();
        var database = await postgres.NewDatabaseAsync(Ct);
        await using var fan = new Fan(database, time);
        // In quiet hours nobody is called: batches would be through as fast as they are read.
        var readers = await fan.AddReadersAsync(
            Plan.BatchSize * Batches,
            s => (s.QuietFrom, s.QuietTo) = (0, 1439)
        );
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Ct);
        await using var held = await connection.BeginTransactionAsync(Ct);
        await RunAsync(connection, "LOCK TABLE notifier.\"Counts\" IN EXCLUSIVE MODE");

        var alert = await AddPlannedAsync(fan, readers, time.GetUtcNow());
        await fan.UntilAsync(async () => await ClaimedAsync(fan) >= 16, "the backlog");
        for (var look = 0; look < 12; look++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await SettledAsync(() => fan.Host.The<BatchRuns>().Count);
        }

        // 8,192 wait, one page is being written, and some had begun.
        Assert.InRange(await ClaimedAsync(fan), 16, 30);
        await held.RollbackAsync(Ct);
        await fan.UntilAsync(
            async () => await fan.ReadAsync(db => db.DueDeliveries.CountAsync(Ct)) == readers.Count,
            "all to be written down"
        );
        Assert.Equal(readers.Count, (await fan.CountAsync(alert)).Deferred);
    }

    private static async Task<Fan> OnSmallDiskAsync(Func<bool> isFull)
    {
        var fan = new Fan(
            "sqlite",
            replace: services =>
            {
                services.RemoveAll<IChannel>().AddSingleton<IChannel>(new FakeChannel());
                // It may not grow beyond what it has: SQLITE_FULL.
                TroubledStore.Add(services, () => $"PRAGMA max_page_count={(isFull() ? 1 : int.MaxValue)}");
            }
        );
        // Whatever is written of a batch needs pages.
        await fan.ReadAsync(db =>
            db.Database.ExecuteSqlRawAsync(
                """
                CREATE TABLE "Ballast" ("Weight" BLOB);
                CREATE TRIGGER "Heavy" AFTER UPDATE OF "States" ON "Batches"
                BEGIN INSERT INTO "Ballast" VALUES (zeroblob(20000)); END;
                """,
                Ct
            )
        );
        return fan;
    }

    // Planned already, and old enough to be found without a message.
    private static async Task<Guid> AddPlannedAsync(Fan fan, List<long> readers, DateTimeOffset now)
    {
        var before = now - TimeSpan.FromMinutes(1);
        var alert = new Alert
        {
            Id = Guid.CreateVersion7(),
            Level = BreakingLevel.Breaking,
            Title = "নদীতে সেতু ভেঙে পড়েছে",
            Body = "",
            Topics = ["international"],
            Language = "bn",
            Key = "planned",
            TimeToLive = 3600,
            OccurredAt = before,
            CreatedAt = before,
        };
        await fan.ReadAsync(async db =>
        {
            db.Add(alert).Property(a => a.State).CurrentValue = AlertState.Sending;
            var dispatch = Dispatch.Of(alert, DispatchKind.Alert, before);
            dispatch.IsPlanned = true;
            db.Add(dispatch);
            db.AddRange(readers.Chunk(Plan.BatchSize).Select(r => Batch.Of(dispatch, r, before)));
            return await db.SaveChangesAsync(Ct);
        });
        return alert.Id;
    }

    private static Task<int> ClaimedAsync(Fan fan) =>
        fan.ReadAsync(db => db.Batches.CountAsync(b => b.LeaseBy != null || b.IsDone, Ct));

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    // Until it has not changed for a fifth of a second.
    private static Task SettledAsync(Func<int> figure)
    {
        var (last, same) = (-1, 0);
        return Waiting.UntilAsync(
            () =>
            {
                var now = figure();
                same = now == last ? same + 1 : 0;
                last = now;
                return same >= 8;
            },
            Fan.Patience,
            "nothing more to happen",
            Ct
        );
    }
}
