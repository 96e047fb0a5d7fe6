using Microsoft.Data.Sqlite;
using Npgsql;
using Syndication.Hosting.Storage;

namespace Syndication.Hosting.Tests.Storage;

public sealed class DatabaseOutageTests
{
    [Theory]
    [InlineData("57P01", true, false)] // an administrator ends the server
    [InlineData("53300", true, false)] // too many connections
    [InlineData("40P01", true, true)] // deadlock
    [InlineData("40001", true, true)] // serialization failure
    [InlineData("23505", false, false)] // unique violation
    [InlineData("42P01", false, false)] // no such table
    public void What_PostgreSQL_says_is_an_outage_a_collision_or_a_fault(
        string code,
        bool outage,
        bool collision
    )
    {
        var said = new PostgresException("said so", "ERROR", "ERROR", code);
        var hidden = new InvalidOperationException("as EF tells it", said);

        Assert.Equal((outage, collision), (DatabaseOutage.Is(said), DatabaseOutage.IsCollision(said)));
        Assert.Equal((outage, collision), (DatabaseOutage.Is(hidden), DatabaseOutage.IsCollision(hidden)));
    }

    [Theory]
    [InlineData(5, true)] // SQLITE_BUSY
    [InlineData(6, true)] // SQLITE_LOCKED
    [InlineData(10, true)] // SQLITE_IOERR
    [InlineData(13, true)] // SQLITE_FULL
    [InlineData(19, false)] // SQLITE_CONSTRAINT
    public void What_SQLite_says_is_an_outage_or_a_fault(int code, bool outage) =>
        Assert.Equal(outage, DatabaseOutage.Is(new SqliteException("said so", code)));
}
