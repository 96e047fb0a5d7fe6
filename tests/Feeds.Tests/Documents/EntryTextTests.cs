using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Documents;

public sealed class EntryTextTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_bears_its_tags_after_its_categories_each_once()
    {
        await using var host = await FeedsHost.ReadyAsync();
        await host.PublishAsync(
            Some.Article with
            {
                Categories = ["sports"],
                Tags = ["রাশিয়া", "খেলাধুলা", "SPORTS", "রাশিয়া ", "best", "C#"],
            }
        );

        var rss = XDocument.Parse(await host.Client.GetStringAsync("/feeds/sports.rss", Ct));
        var atom = XDocument.Parse(await host.Client.GetStringAsync("/feeds/sports.atom", Ct));
        var json = await host.Client.GetFromJsonAsync<JsonElement>("/feeds/sports.json", Ct);

        Assert.Equal(
            ["খেলাধুলা", "রাশিয়া", "C#"],
            rss.Descendants("item").Single().Elements("category").Select(c => c.Value)
        );
        XNamespace ns = "http://www.w3.org/2005/Atom";
        Assert.Equal(
            ["sports", "রাশিয়া", "C#"],
            atom.Descendants(ns + "entry")
                .Single()
                .Elements(ns + "category")
                .Select(c => c.Attribute("term")!.Value)
        );
        Assert.Equal(
            ["খেলাধুলা", "রাশিয়া", "C#"],
            json.GetProperty("items")[0].GetProperty("tags").EnumerateArray().Select(t => t.GetString())
        );
    }

    [Fact]
    public async Task Where_a_summary_has_no_words_the_text_begins()
    {
        await using var host = await FeedsHost.ReadyAsync();
        await host.PublishAsync(
            Some.Article with
            {
                Categories = ["sports"],
                Summary = "<p>&nbsp;</p>",
                Content = "<p>নদীর জল</p>\n<p>বাড়ছে</p>",
            }
        );

        var feed = await host.Client.GetFromJsonAsync<JsonElement>("/feeds/sports.json?content=summary", Ct);
        using var page = await host.SendAsync(HttpMethod.Get, "/feeds/sports", ("Accept", "text/html"));

        Assert.Equal("নদীর জল বাড়ছে", feed.GetProperty("items")[0].GetProperty("summary").GetString());
        Assert.Contains(
            "<p>নদীর জল বাড়ছে</p>",
            await page.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );
    }
}
