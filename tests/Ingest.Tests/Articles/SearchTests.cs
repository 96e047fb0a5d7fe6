using System.Text.Json.Nodes;

namespace Syndication.Ingest.Tests.Articles;

/// <summary>Lists that are filtered by a title's words, or by category and state at once.</summary>
public abstract class SearchTests : DatabaseTests
{
    // য় as one character, and as য with a dot below.
    private const string One = "\u09DF";
    private const string Two = "\u09AF\u09BC";

    [Fact]
    public async Task A_title_is_found_whichever_way_its_letters_are_written()
    {
        await using var host = await StartAsync();
        await host.PostAsync(new { guid = "s:one", title = $"সম{One} কম" });
        await host.PostAsync(new { guid = "s:two", title = $"সম{Two} বেশি" });
        await host.PostAsync(new { guid = "s:none", title = "সমর কম" });

        Assert.Equal(["s:two", "s:one"], await FoundAsync(host, $"q=সম{One}"));
        Assert.Equal(["s:two", "s:one"], await FoundAsync(host, $"q=সম{Two}"));
    }

    [Fact]
    public async Task A_search_heeds_no_case_and_knows_no_wildcards()
    {
        await using var host = await StartAsync();
        await host.PostAsync(new { guid = "s:1", title = "ঢাকা Dhaka: 50_%" });

        Assert.Equal(["s:1"], await FoundAsync(host, "q=dHAKA"));
        Assert.Equal(["s:1"], await FoundAsync(host, "q=50_%25"));
        Assert.Empty(await FoundAsync(host, "q=5%25"));
    }

    [Fact]
    public async Task A_search_has_a_next_page_only_where_there_is_one()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 4; i++)
            await host.PostAsync(new { guid = $"s:{i}", title = i < 3 ? $"সেতু {i}" : "নদী" });

        var first = await host.GetAsync("/api/articles?q=সেতু&limit=2");
        var second = await host.GetAsync($"/api/articles?q=সেতু&limit=2&cursor={first["next"]}");
        var all = await host.GetAsync("/api/articles?q=সেতু&limit=3");

        Assert.Equal(["s:2", "s:1"], Guids(first));
        Assert.Equal(["s:0"], Guids(second));
        Assert.Null(second["next"]);
        Assert.Equal(3, Guids(all).Count());
        Assert.Null(all["next"]);
    }

    [Fact]
    public async Task A_search_that_has_looked_for_long_says_where_it_stopped_and_goes_on_from_there()
    {
        await using var host = await StartAsync(new LeapingTime());
        await host.PostAsync(
            new
            {
                guid = "s:old",
                title = "ধূমকেতু",
                publishedAt = "2020-01-01T00:00:00Z",
            }
        );
        var lines = Enumerable.Range(0, 2500).Select(i => $$"""{"guid":"s:{{i}}","title":"নদী {{i}}"}""");
        using var body = IngestHost.Json(string.Join('\n', lines), "application/x-ndjson");
        using var batch = await host.Newsroom.PostAsync("/api/articles/batch", body, Ct);

        var first = await host.GetAsync("/api/articles?q=ধূমকেতু");
        var second = await host.GetAsync($"/api/articles?q=ধূমকেতু&cursor={first["next"]}");

        Assert.Empty(Guids(first));
        Assert.Equal(["s:old"], Guids(second));
        Assert.Null(second["next"]);
    }

    [Fact]
    public async Task A_category_is_listed_by_the_state_its_articles_are_in_now()
    {
        await using var host = await StartAsync();
        string[] sports = ["sports"];
        for (var i = 0; i < 3; i++)
            await host.PostAsync(
                new
                {
                    guid = $"s:{i}",
                    title = "খেলা",
                    categories = sports,
                }
            );
        await host.PostAsync(
            new
            {
                guid = "s:other",
                title = "চাকরি",
                categories = (string[])["jobs"],
            }
        );
        var later = new
        {
            guid = "s:later",
            title = "কাল",
            categories = sports,
            embargoUntil = "2099-01-01T00:00:00Z",
        };
        await host.PostAsync(later);
        var id = (await host.GetAsync("/api/articles?category=sports&state=published"))["items"]![1]!["id"];
        using var gone = await host.Newsroom.DeleteAsync($"/api/articles/{id}", Ct);

        Assert.Equal(["s:2", "s:0"], await FoundAsync(host, "category=sports&state=published"));
        Assert.Equal(["s:1"], await FoundAsync(host, "category=sports&state=retracted"));
        Assert.Equal(["s:later"], await FoundAsync(host, "category=sports&state=embargoed"));
        Assert.Equal(
            ["s:0"],
            await FoundAsync(host, "category=sports&state=published&q=খেলা&limit=1", page: 2)
        );
    }

    private static async Task<IEnumerable<string?>> FoundAsync(IngestHost host, string query, int page = 1)
    {
        var found = await host.GetAsync($"/api/articles?{query}");
        for (; page > 1; page--)
            found = await host.GetAsync($"/api/articles?{query}&cursor={found["next"]}");
        return Guids(found);
    }

    private static IEnumerable<string?> Guids(JsonNode page) =>
        page["items"]!.AsArray().Select(a => (string?)a!["guid"]);

    /// <summary>A second passes whenever it is asked how much has.</summary>
    private sealed class LeapingTime : TimeProvider
    {
        private long _asked;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref _asked);
    }
}
