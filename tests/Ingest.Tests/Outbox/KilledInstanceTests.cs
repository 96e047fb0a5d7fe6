using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;
using Syndication.Testing;
using Syndication.Testing.Servers;

namespace Syndication.Ingest.Tests.Outbox;

public sealed class KilledInstanceTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_what_an_instance_took_before_it_was_killed_nothing_is_lost_and_the_rest_is_told_once()
    {
        var database = await postgres.NewDatabaseAsync(Ct);
        await using var survivor = new IngestHost(database);
        await using var doomed = new ServiceProcess("Ingest", Settings(database));
        await doomed.StartAsync(Ct);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        client.BaseAddress = doomed.Address;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", IngestHost.Key);

        var answered = FileAsync(client);
        await Waiting.UntilAsync(
            async () => await CountAsync(survivor) > 1000,
            TimeSpan.FromSeconds(60),
            "a thousand articles are stored",
            Ct
        );
        await doomed.KillAsync();
        var guids = await answered;

        await Waiting.UntilAsync(
            async () => (await UntoldAsync(survivor)) == 0,
            TimeSpan.FromSeconds(60),
            "every row is told",
            Ct
        );
        Assert.NotEmpty(guids);
        await using var db = await survivor
            .The<IDbContextFactory<IngestDbContext>>()
            .CreateDbContextAsync(Ct);
        var keys = guids.Select(guid => Ingest.Articles.ArticleKey.OfGuid(guid)).ToList();
        Assert.Equal(guids.Count, await db.ArticleKeys.CountAsync(k => keys.Contains(k.Key), Ct));
        Assert.Equal(await db.Articles.CountAsync(Ct), await db.Outbox.CountAsync(Ct));
        var told = survivor.Bus.Told.Select(t => t.Id).ToList();
        Assert.Equal(told.Count, told.Distinct().Count());
    }

    // Batch after batch until nobody answers; the guids of those that were answered.
    private static async Task<List<string>> FileAsync(HttpClient client)
    {
        List<string> answered = [];
        for (var batch = 0; ; batch++)
        {
            List<string> guids = [.. Enumerable.Range(0, 100).Select(i => $"k:{batch}:{i}")];
            var lines = guids.Select(g => $$"""{"guid":"{{g}}","title":"নদীর খবর"}""");
            try
            {
                using var body = IngestHost.Json(string.Join('\n', lines), "application/x-ndjson");
                using var answer = await client.PostAsync("/api/articles/batch", body, Ct);
                var text = await answer.Content.ReadAsStringAsync(Ct);
                if (text.Split("\"status\":201").Length - 1 == guids.Count)
                    answered.AddRange(guids);
            }
            catch (HttpRequestException)
            {
                return answered;
            }
        }
    }

    private static async Task<int> CountAsync(IngestHost host)
    {
        await using var db = await host.The<IDbContextFactory<IngestDbContext>>().CreateDbContextAsync(Ct);
        return await db.Articles.CountAsync(Ct);
    }

    private static async Task<int> UntoldAsync(IngestHost host)
    {
        await using var db = await host.The<IDbContextFactory<IngestDbContext>>().CreateDbContextAsync(Ct);
        return await db.Outbox.CountAsync(o => o.SentAt == null, Ct);
    }

    private static Dictionary<string, string> Settings(string database) =>
        new(StringComparer.Ordinal)
        {
            ["Database"] = database,
            ["Data:Directory"] = ".",
            ["ApiKeys:0:Name"] = "newsroom",
            ["ApiKeys:0:Key"] = IngestHost.Key,
            ["ApiKeys:0:Scopes:0"] = "publish",
            ["RateLimits:Enabled"] = "false",
            ["Logging:LogLevel:Default"] = "Warning",
        };
}
