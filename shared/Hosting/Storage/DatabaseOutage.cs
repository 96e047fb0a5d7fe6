using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Syndication.Hosting.Storage;

/// <summary>Tells a database that is away, full or busy from a fault that would come again.</summary>
public static class DatabaseOutage
{
    /// <summary>True when the same call may succeed later without any change to it.</summary>
    public static bool Is(Exception fault) =>
        fault switch
        {
            SqliteException
            {
                SqliteErrorCode: raw.SQLITE_BUSY
                    or raw.SQLITE_LOCKED
                    // A disk that is full or away: nothing is wrong with what was to be written.
                    or raw.SQLITE_FULL
                    or raw.SQLITE_IOERR
            } => true,
            DbException { IsTransient: true } => true,
            { InnerException: { } inner } => Is(inner),
            _ => false,
        };

    /// <summary>True when the database is well and ended this transaction for another's sake: try again at once.</summary>
    public static bool IsCollision(Exception fault) =>
        fault switch
        {
            PostgresException
            {
                SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            } => true,
            { InnerException: { } inner } => IsCollision(inner),
            _ => false,
        };
}
