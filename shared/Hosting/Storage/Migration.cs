using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Syndication.Hosting.Storage;

/// <summary>Brings the database to this version's shape before anything else of the service starts.</summary>
internal sealed partial class Migration<TContext>(
    IDbContextFactory<TContext> contexts,
    TimeProvider time,
    ILogger<Migration<TContext>> logger
) : IHostedLifecycleService
    where TContext : DbContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var giveUp = time.GetUtcNow() + Patience;
        while (true)
        {
            try
            {
                await MigrateAsync(cancellationToken);
                return;
            }
            catch (Exception e) when (DatabaseOutage.Is(e) && time.GetUtcNow() < giveUp)
            {
                DatabaseNotYetThere(typeof(TContext).Name, e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            }
            catch (Exception e) when (DatabaseOutage.Is(e))
            {
                throw new SettingException("Database", $"cannot be reached: {e.Message}");
            }
        }
    }

    private async Task MigrateAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var sqlite = db.Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal);
        // Readers and the writer do not wait for each other; a file stays in this mode.
        if (sqlite)
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", ct);
        if (!(await db.Database.GetPendingMigrationsAsync(ct)).Any())
            return;
        if (sqlite)
            await ReleaseAbandonedLockAsync(db, ct);
        await db.Database.MigrateAsync(ct);
    }

    // On SQLite EF's migration lock is a row; a process killed while it held it would stop every later start.
    // The file has one owner, so a lock found at start is nobody's.
    private static Task<int> ReleaseAbandonedLockAsync(TContext db, CancellationToken ct) =>
        db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", ct);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "The database of {Context} is not there yet: {Reason}")]
    private partial void DatabaseNotYetThere(string context, string reason);
}
