using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Syndication.Hosting.Storage;
using Syndication.Testing;
using Syndication.Testing.Time;

namespace Syndication.Hosting.Tests.Storage;

public sealed class MigrationTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("synd-migration-");
    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Whoever finds it locked waits no longer than the least that can be set.
    private string Connection => $"Data Source={_directory.FullName}/busy.db;Default Timeout=1;Pooling=False";

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_file_that_another_process_holds_is_waited_for()
    {
        await using var other = await HoldAsync();
        var migrating = Migration(_time).StartingAsync(Ct);
        await Waiting.UntilAsync(
            () => migrating.IsCompleted || _time.TimersSet > 0,
            TimeSpan.FromSeconds(30),
            "a migration that waits",
            Ct
        );
        Assert.False(migrating.IsCompleted);

        await other.CloseAsync();
        _time.Advance(TimeSpan.FromSeconds(1));

        await migrating;
    }

    [Fact]
    public async Task After_a_minute_it_is_an_impossible_setting()
    {
        await using var other = await HoldAsync();

        // The first look finds it held, the second half a minute later, the third too late.
        var fault = await Assert.ThrowsAsync<SettingException>(() =>
            Migration(new HurryingTime()).StartingAsync(Ct)
        );
        Assert.Contains("'Database'", fault.Message, StringComparison.Ordinal);
    }

    private async Task<SqliteConnection> HoldAsync()
    {
        var connection = new SqliteConnection(Connection);
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText =
            "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE held (x INTEGER);";
        await command.ExecuteNonQueryAsync(Ct);
        return connection;
    }

    private Migration<Papers> Migration(TimeProvider time) =>
        new(new Contexts(Connection), time, NullLogger<Migration<Papers>>.Instance);

    /// <summary>Each look at the clock is half a minute after the last, and no timer waits.</summary>
    private sealed class HurryingTime : TimeProvider
    {
        private int _looks;

        public override DateTimeOffset GetUtcNow() => Some.Instant.AddSeconds(29 * _looks++);

        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        ) => base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    private sealed class Papers(DbContextOptions<Papers> options) : DbContext(options);

    private sealed class Contexts(string connection) : IDbContextFactory<Papers>
    {
        public Papers CreateDbContext() =>
            new(
                new DbContextOptionsBuilder<Papers>().UseSqlite(connection, o => o.CommandTimeout(1)).Options
            );
    }
}
