using System.Diagnostics;
using System.Text.Json.Nodes;
using Syndication.EndToEnd.Tests.Deployments;
using Syndication.EndToEnd.Tests.Newsroom;
using Syndication.Testing;

namespace Syndication.EndToEnd.Tests.Scenarios;

/// <summary>Feeds as a reader that others wrote (Python's feedparser) understands them.</summary>
[Collection(Collections.Embedded)]
public sealed class StrangeReaderTests(EmbeddedHouse house)
{
    // Not whatever else is called python3: the reader is a package of the system.
    private const string DebiansPython = "/usr/bin/python3";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rss", "rss20")]
    [InlineData("atom", "atom10")]
    public async Task It_finds_nothing_to_complain_of_and_every_entry_as_it_was_written(
        string format,
        string version
    )
    {
        var posted = await house.Editor.PostAsync(
            new Draft
            {
                Categories = ["campus"],
                Title = "নবীন বরণ & বইমেলা <শুরু>",
                Content = "<p>ক্যাম্পাসে উৎসব।</p>",
            },
            Ct
        );
        await Waiting.UntilAsync(
            async () =>
                (await house.Reader.ItemsAsync("/feeds/campus.json", Ct)).Any(i => i.Id == posted.FeedId),
            TimeSpan.FromSeconds(30),
            "the article in its feed",
            Ct
        );
        var items = await house.Reader.ItemsAsync("/feeds/campus.json", Ct);

        var found = await ReadAsync(await house.Reader.GetByteArrayAsync($"/feeds/campus.{format}", Ct));

        Assert.Equal((false, version), ((bool)found["bozo"]!, (string?)found["version"]));
        var entries = found["entries"]!
            .AsArray()
            .Select(e => ((string?)e!["id"], (string?)e["author"], Instant(e)));
        Assert.Equal(items.Select(i => ((string?)i.Id, i.Author, WholeSeconds(i.Published))), entries);
    }

    private static DateTimeOffset? Instant(JsonNode entry)
    {
        int[] t = [.. entry["published"]!.AsArray().Select(n => (int)n!)];
        return new DateTimeOffset(t[0], t[1], t[2], t[3], t[4], t[5], TimeSpan.Zero);
    }

    private static DateTimeOffset? WholeSeconds(DateTimeOffset? instant) =>
        instant is { } i ? DateTimeOffset.FromUnixTimeSeconds(i.ToUnixTimeSeconds()) : null;

    private static async Task<JsonNode> ReadAsync(byte[] feed)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Fixtures", "strange_reader.py");
        var info = new ProcessStartInfo(DebiansPython, [script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var reader = Process.Start(info)!;
        await reader.StandardInput.BaseStream.WriteAsync(feed, Ct);
        reader.StandardInput.Close();
        var told = await reader.StandardOutput.ReadToEndAsync(Ct);
        await reader.WaitForExitAsync(Ct);
        return JsonNode.Parse(told)!;
    }
}
