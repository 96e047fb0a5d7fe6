using System.Net.Http.Headers;
using Syndication.EndToEnd.Tests.Newsroom;
using Syndication.Testing;
using Syndication.Testing.Bus;
using Syndication.Testing.Deployments;
using Syndication.Testing.Order;
using Syndication.Testing.Servers;

namespace Syndication.EndToEnd.Tests.Scenarios;

/// <summary>Two instances of Ingest on one PostgreSQL and one RabbitMQ, killed one after the other while they work.</summary>
[StartsFirst]
public sealed class TwoIngestsTests : IAsyncLifetime
{
    private const string Key = "all-scopes-for-two-0123456789";
    private const int Batched = 8_000;
    private const int InBatch = 200;
    private const int Single = 2_000;
    private const int Editors = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly PostgresServer _postgres = new();
    private readonly RabbitServer _rabbit = new();
    private readonly List<ServiceProcess> _instances = [];
    private readonly List<HttpClient> _clients = [];
    private BusTap? _tap;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(_postgres.StartAsync(Ct), _rabbit.StartAsync(Ct));
        var database = await _postgres.CreateDatabaseAsync("ingest", Ct);
        _tap = await BusTap.StartAsync(_rabbit.Url, "reader", Ct);
        for (var i = 0; i < 2; i++)
        {
            var instance = new ServiceProcess("Ingest", Settings(database));
            _instances.Add(instance);
            _clients.Add(Client(instance.Address));
            await instance.StartAsync(Ct);
        }
        await Task.Delay(RabbitServer.QueuesSettle, TimeProvider.System, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        if (_tap is not null)
            await _tap.DisposeAsync();
        foreach (var server in (IEnumerable<RealServer>)[.. _instances, _rabbit, _postgres])
            await server.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_is_lost_or_doubled_when_either_is_killed_in_the_middle_of_ten_thousand_articles()
    {
        var sender = new StubbornSender(_clients);
        var work = WorkAsync(sender);

        await ReachedAsync(sender, 2_000, work);
        await _instances[0].KillAsync();
        await ReachedAsync(sender, 4_000, work);
        await _instances[0].StartAsync(Ct);
        await ReachedAsync(sender, 7_000, work);
        // This one stays away: what it leaves behind is the other's once its leases are over.
        await _instances[1].KillAsync();
        await work;

        var faults = "";
        var seen = new Dictionary<Guid, HashSet<int>>();
        await Waiting.UntilAsync(
            async () => (faults = await FaultsAsync(sender, seen)).Length == 0,
            Patience,
            () => $"all of it on the bus, but {faults}",
            Ct
        );
        Assert.Empty(sender.Doubled);
        Assert.Equal(Batched + Single, sender.Promised.Values.Select(p => p.Id).Distinct().Count());
        Assert.Equal($"{Batched + Single}", await CountAsync("FROM \"Articles\""));
        Assert.Equal($"{Batched + (2 * Single)}", await CountAsync("FROM \"Revisions\""));
        Assert.Equal($"{Batched + (2 * Single)}", await CountAsync("FROM \"Outbox\""));
    }

    // Batches from two, and from eight editors an article and its correction each, all side by side.
    private static Task WorkAsync(StubbornSender sender)
    {
        var batches = Enumerable
            .Range(0, Batched)
            .Select(i => Draft($"batch:{i}", "নদীর খবর"))
            .Chunk(InBatch);
        var batching = Parallel.ForEachAsync(
            batches.Select((drafts, i) => (drafts, i)),
            new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Ct },
            async (batch, ct) => await sender.BatchAsync(batch.drafts, batch.i, ct)
        );
        var editing = Parallel.ForEachAsync(
            Enumerable.Range(0, Single),
            new ParallelOptions { MaxDegreeOfParallelism = Editors, CancellationToken = Ct },
            async (i, ct) =>
            {
                await sender.PostAsync(Draft($"single:{i}", "প্রথম খবর"), i, ct);
                await sender.PostAsync(Draft($"single:{i}", "সংশোধিত খবর"), i + 1, ct);
            }
        );
        return Task.WhenAll(batching, editing);
    }

    private static Draft Draft(string guid, string title) =>
        new()
        {
            Guid = guid,
            Url = $"https://khobor.example/{guid}",
            Title = title,
            PublishedAt = DateTimeOffset.UnixEpoch,
        };

    private static async Task ReachedAsync(StubbornSender sender, int answered, Task work)
    {
        await Waiting.UntilAsync(
            () => sender.Answered >= answered || work.IsCompleted,
            Patience,
            $"{answered} articles answered",
            Ct
        );
        Assert.False(work.IsCompleted, "the work was over before the kill");
    }

    private async Task<string> FaultsAsync(StubbornSender sender, Dictionary<Guid, HashSet<int>> seen)
    {
        foreach (var told in _tap!.Take())
        {
            if (!seen.TryGetValue(told.ArticleId, out var revisions))
                seen[told.ArticleId] = revisions = [];
            revisions.Add(told.Revision);
        }
        var missing = sender.Promised.Values.Sum(p =>
            Enumerable
                .Range(1, p.Revision)
                .Count(r => !seen.TryGetValue(p.Id, out var known) || !known.Contains(r))
        );
        if (missing > 0)
            return $"{missing} revisions are missing";
        var untold = await CountAsync("FROM \"Outbox\" WHERE \"SentAt\" IS NULL");
        return untold == "0" ? "" : $"{untold} rows are untold";
    }

    private Task<string> CountAsync(string what) =>
        _postgres.QueryAsync("ingest", $"SET search_path TO ingest; SELECT count(*) {what}", Ct);

    private static HttpClient Client(Uri address)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return client;
    }

    private Dictionary<string, string> Settings(string database)
    {
        var settings = TestCategories
            .Settings()
            .ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
        settings["Database"] = database;
        settings["Messaging"] = _rabbit.Url;
        settings["Data:Directory"] = ".";
        settings["ApiKeys:0:Name"] = "newsroom";
        settings["ApiKeys:0:Key"] = Key;
        settings["ApiKeys:0:Scopes:0"] = "publish";
        settings["RateLimits:Enabled"] = "false";
        settings["Logging:LogLevel:Default"] = "Warning";
        return settings;
    }
}
