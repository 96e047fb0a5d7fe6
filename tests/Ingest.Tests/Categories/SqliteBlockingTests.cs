using Syndication.Testing;

namespace Syndication.Ingest.Tests.Categories;

public sealed class SqliteBlockingTests : BlockingTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");

    [Fact]
    public async Task A_sweep_that_was_cut_short_goes_on_at_the_next_start()
    {
        var data = Directory.CreateTempSubdirectory("synd-ingest-");
        string? id;
        await using (var host = new IngestHost(directory: data.FullName))
        {
            var (_, article) = await host.PostAsync(Article("j", category: "jokes"));
            id = (string?)article["id"];
        }

        // Blocked while nobody was running, as in the middle of a sweep.
        var blocked = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Categories:0:Slug"] = "jokes",
            ["Categories:0:Name"] = "জোকস",
            ["Categories:0:State"] = "blocked",
        };
        await using (var host = new IngestHost(directory: data.FullName, settings: blocked))
            await Waiting.UntilAsync(
                async () => (string?)(await host.GetAsync($"/api/articles/{id}"))["state"] == "retracted",
                TimeSpan.FromSeconds(20),
                "the article is retracted",
                Ct
            );
        data.Delete(recursive: true);
    }
}
