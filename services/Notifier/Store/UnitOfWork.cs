using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Syndication.Hosting.Bus;
using Syndication.Hosting.Storage;

namespace Syndication.Notifier.Store;

/// <summary>Runs work on the database: all of it or none, and a fault of the house apart from a fault of the work.</summary>
internal sealed class UnitOfWork(IDbContextFactory<NotifierDbContext> contexts)
{
    /// <summary>Runs <paramref name="work"/> in a transaction that has the article to itself.</summary>
    /// <exception cref="OutageException">The database is not there, or too busy; later it may succeed.</exception>
    public Task<T> DoAsync<T>(Guid articleId, Func<NotifierDbContext, Task<T>> work, CancellationToken ct) =>
        TransactAsync(
            async db =>
            {
                await db.HoldArticleAsync(articleId, ct);
                return await work(db);
            },
            ct
        );

    /// <summary>Runs <paramref name="work"/> in a transaction, and saves what it has changed.</summary>
    /// <exception cref="OutageException">The database is not there, or too busy; later it may succeed.</exception>
    public async Task<T> TransactAsync<T>(Func<NotifierDbContext, Task<T>> work, CancellationToken ct)
    {
        try
        {
            return await OnceAsync(work, ct);
        }
        catch (DbUpdateException e) when (IsTaken(e))
        {
            // Somebody else has just written the same; the second look finds it there.
            return await OnceAsync(work, ct);
        }
    }

    /// <summary>Runs a read without a transaction.</summary>
    /// <exception cref="OutageException">The database is not there, or too busy; later it may succeed.</exception>
    public async Task<T> ReadAsync<T>(Func<NotifierDbContext, Task<T>> read, CancellationToken ct)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            return await read(db);
        }
        catch (Exception e) when (DatabaseOutage.Is(e))
        {
            throw new OutageException("The database", e);
        }
    }

    private Task<T> OnceAsync<T>(Func<NotifierDbContext, Task<T>> work, CancellationToken ct) =>
        ReadAsync(
            async db =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                var result = await work(db);
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
                return result;
            },
            ct
        );

    // Rows that somebody else has just taken away are as good a reason to look again as rows that stand there already.
    private static bool IsTaken(DbUpdateException e) =>
        e is DbUpdateConcurrencyException
        || e.InnerException switch
        {
            PostgresException
            {
                SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation
            } => true,
            SqliteException sqlite => sqlite.SqliteExtendedErrorCode
                is SQLitePCL.raw.SQLITE_CONSTRAINT_UNIQUE
                    or SQLitePCL.raw.SQLITE_CONSTRAINT_PRIMARYKEY,
            _ => false,
        };
}
