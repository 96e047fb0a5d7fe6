using Syndication.Testing.Servers;

namespace Syndication.Benchmarks.Ingest;

/// <summary>
/// What Ingest does a second, as a process of its own, on SQLite and on PostgreSQL with RabbitMQ: each beside what the same
/// machine does with the bare database, broker or client in the same run.
/// </summary>
internal static class IngestSuite
{
    /// <param name="part"><c>storing</c>, <c>polling</c> or <c>relaying</c>; null for all.</param>
    /// <returns>False where a limit was missed.</returns>
    public static async Task<bool> MeasureAsync(string? part = null)
    {
        var limits = new Limits();
        await using var postgres = new PostgresServer();
        await postgres.StartAsync(CancellationToken.None);
        string[] places = ["sqlite", "postgres"];
        foreach (var place in part is null or "storing" ? places : [])
        {
            var database = place == "sqlite" ? null : await NewAsync(postgres);
            await using var ingest = new IngestProcess(database, ("Polling:Enabled", "false"));
            await ingest.StartAsync();
            await Storing.MeasureAsync(ingest, place, limits);
        }
        foreach (var place in part is null or "polling" ? places : [])
            await Polling.MeasureAsync(place == "sqlite" ? null : await NewAsync(postgres), place, limits);
        if (part is null or "relaying")
            await Relaying.MeasureAsync(await NewAsync(postgres), limits);
        return limits.AreKept;
    }

    /// <summary>False where a limit was missed.</summary>
    public static async Task<bool> MeasureMillionAsync()
    {
        var limits = new Limits();
        await Million.MeasureAsync(postgres: null, "sqlite", limits);
        await using var postgres = new PostgresServer();
        await postgres.StartAsync(CancellationToken.None);
        await Million.MeasureAsync(postgres, "postgres", limits);
        return limits.AreKept;
    }

    private static Task<string> NewAsync(PostgresServer postgres) =>
        postgres.CreateDatabaseAsync($"b{Guid.NewGuid():N}", CancellationToken.None);
}
