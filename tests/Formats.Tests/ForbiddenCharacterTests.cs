namespace Syndication.Formats.Tests;

public sealed class ForbiddenCharacterTests
{
    private static readonly string Dirty =
        "ক\u200Dখ\u200C\ud800গ\udc00"
        + new string([.. Enumerable.Range(0, 32).Select(i => (char)i)])
        + "\uFFFE\uFFFF😀\ud83d";

    [Fact]
    public void Every_text_of_a_feed_may_hold_any_character()
    {
        var feed = DirtyFeed();

        var rss = Written.Channel(feed).Element("item")!.Element("title")!.Value;
        var atom = Written
            .AtomFeed(feed)
            .Element(Written.Atom + "entry")!
            .Element(Written.Atom + "title")!
            .Value;
        var json = Written.Json(feed).GetProperty("items")[0].GetProperty("title").GetString()!;

        Assert.Equal("ক\u200Dখ\u200Cগ\t\n\n😀", rss);
        Assert.Equal(rss, atom);
        Assert.Equal(rss, json.ReplaceLineEndings("\n").Replace("\n\n\n", "\n\n", StringComparison.Ordinal));
        Assert.DoesNotContain('\uFFFD', json);
    }

    [Fact]
    public void A_text_longer_than_the_buffer_survives()
    {
        var title = string.Concat(Enumerable.Repeat("ক্ষ<&😀", 20_000));

        Assert.Equal(title, Written.Item(Some.Entry with { Title = title }).Element("title")!.Value);
        Assert.Equal(
            title,
            Written.JsonItem(Some.Entry with { Title = title }).GetProperty("title").GetString()
        );
    }

    private static Entry DirtyEntry()
    {
        var person = new Person(Dirty, Dirty, Dirty);
        return new Entry
        {
            Id = "urn:x:" + Dirty,
            Link = "https://example.news/" + Dirty,
            Title = Dirty,
            Summary = Dirty,
            Content = Dirty,
            Authors = [person],
            Contributors = [person],
            Categories = [new Category(Dirty, "urn:" + Dirty, Dirty)],
            Enclosures = [new Enclosure("https://example.news/e" + Dirty, Dirty, -1)],
            Image = new FeedImage("https://example.news/i" + Dirty, Dirty, -1, 0, Dirty),
            Language = Dirty,
            Rights = Dirty,
            Comments = "https://example.news/c" + Dirty,
            Source = new EntrySource(Dirty, Dirty, Dirty),
            Correction = Dirty,
        };
    }

    private static Feed DirtyFeed()
    {
        return new Feed
        {
            Id = Dirty,
            Title = Dirty,
            Description = Dirty,
            Link = "https://example.news/" + Dirty,
            Self = "https://example.news/self" + Dirty,
            Hubs = [Dirty, "https://example.news/hub" + Dirty],
            Language = Dirty,
            Rights = Dirty,
            Image = Dirty,
            Icon = Dirty,
            Generator = Dirty,
            Authors = [new Person(Dirty, Dirty, Dirty)],
            Categories = [new Category(Dirty)],
            Entries = [DirtyEntry()],
        };
    }
}
