using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Syndication.Hosting.Storage;

/// <summary>Tells a database that is away or busy from a fault that would come again.</summary>
public static class DatabaseOutage
{
    /// <summary>True when the same call may succeed later without any change to it.</summary>
    public static bool Is(Exception fault) =>
        fault switch
        {
            SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } => true,
            DbException { IsTransient: true } => true,
            { InnerException: { } inner } => Is(inner),
            _ => false,
        };
}
