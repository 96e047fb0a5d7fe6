using System.Net;
using System.Net.Http.Headers;
using Syndication.EndToEnd.Tests.Deployments;
using Syndication.EndToEnd.Tests.Newsroom;
using Syndication.Testing;
using Syndication.Testing.Deployments;

namespace Syndication.EndToEnd.Tests.Scenarios;

/// <summary>A newsroom without an API hands over its pages.</summary>
public abstract class ArticlePageTests(Deployment house)
{
    private const string Title = "হাওরে ফিরছে দেশি ধানের বীজ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // The page says ১৩ আগস্ট ২০২৫, ০১:৪৩ অপরাহ্ণ, and means Dhaka's clock.
    private static readonly DateTimeOffset Published = new(2025, 8, 13, 7, 43, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/feeds/agriculture.rss")]
    [InlineData("/feeds/agriculture.atom")]
    [InlineData("/feeds/agriculture.json")]
    public async Task A_page_becomes_an_entry_with_its_own_title_author_date_and_category(string feed)
    {
        using var answer = await PostPageAsync(
            "article-page.html",
            "https://khobor.example/agriculture/4417/"
        );
        var stored = await answer.StoredAsync(Ct);

        Assert.Equal((Title, "published"), (stored.Title, stored.State));
        Assert.Equal(["agriculture"], stored.Categories);
        Assert.Equal(Published, stored.PublishedAt);
        var item = await ShownAsync(feed, stored.FeedId);
        Assert.Equal((Title, "শারমিন হাওলাদার", Published), (item.Title, item.Author, item.Published));
        Assert.Contains("কৃষি ও প্রকৃতি", item.Categories);
    }

    [Fact]
    public async Task What_spammers_file_under_their_own_categories_is_refused_and_appears_nowhere()
    {
        foreach (var category in (string[])["best", "cassinoBR"])
        {
            var spam = new Draft { Categories = [category], Title = $"Spin {Guid.NewGuid()}" };
            using var answer = await house.Editor.SendAsync(spam, Ct);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            await NowhereAsync(spam.Title);
        }
    }

    [Fact]
    public async Task An_unknown_category_waits_in_quarantine_and_appears_nowhere()
    {
        var draft = new Draft { Categories = ["অচেনা বিভাগ"], Title = $"কার খবর {Guid.NewGuid()}" };

        using var answer = await house.Editor.SendAsync(draft, Ct);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("quarantined", (await answer.StoredAsync(Ct)).State);
        await NowhereAsync(draft.Title);
    }

    private async Task<HttpResponseMessage> PostPageAsync(string fixture, string url)
    {
        var page = await File.ReadAllBytesAsync(
            Path.Combine(AppContext.BaseDirectory, "Fixtures", fixture),
            Ct
        );
        using var body = new ByteArrayContent(page);
        body.Headers.ContentType = new MediaTypeHeaderValue("text/html", "utf-8");
        var path = $"/api/articles/extract?publish=true&url={Uri.EscapeDataString(url)}";
        return await house.Editor.PostAsync(path, body, Ct);
    }

    private async Task<Item> ShownAsync(string feed, string id)
    {
        Item? found = null;
        await Waiting.UntilAsync(
            async () =>
            {
                var items = await house.Reader.ItemsAsync(feed + "?limit=200", Ct);
                found = items.SingleOrDefault(i => i.Id == id);
                return found is not null;
            },
            Patience,
            $"{id} in {feed}",
            Ct
        );
        return found!;
    }

    // What was sent later and is shown tells that what is not shown was held back, not late.
    private async Task NowhereAsync(string title)
    {
        var later = await house.Editor.PostAsync(new Draft(), Ct);
        await ShownAsync("/feeds/all.json", later.FeedId);
        Assert.DoesNotContain(
            await house.Reader.ItemsAsync("/feeds/all.json?limit=200", Ct),
            i => i.Title == title
        );
    }

    [Collection(Collections.Embedded)]
    public sealed class Embedded(EmbeddedHouse house) : ArticlePageTests(house);

    [Collection(Collections.Real)]
    public sealed class Real(RealHouse house) : ArticlePageTests(house);
}
