using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Connections;

namespace Syndication.Hosting;

/// <summary>
/// How many may be connected to this process at once, at all of its addresses together: files are the process's, while
/// Kestrel's own limit is one of each address.
/// </summary>
/// <param name="most">Null where there is no limit.</param>
public sealed class ConnectionRoom(long? most)
{
    private static readonly Meter Meter = new("Syndication.Hosting");
    private static readonly Counter<long> Rejected = Meter.CreateCounter<long>(
        "syndication.connections.rejected",
        description: "Connections that were hung up on, as there was no room"
    );
    private long _count;

    /// <summary>Connections at once; null where there is no limit.</summary>
    public long? Most => most;

    /// <summary>
    /// Of <paramref name="wish"/> so many that a quarter of the room is left: for what stays connected for hours, so that
    /// whoever comes for a moment still finds room.
    /// </summary>
    public int MostStaying(int wish) =>
        most is { } all ? (int)Math.Min(wish, Math.Max(1, all * 3 / 4)) : wish;

    internal async Task PassAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var count = Interlocked.Increment(ref _count);
        try
        {
            if (count > most)
            {
                Rejected.Add(1);
                connection.Abort();
                return;
            }
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
