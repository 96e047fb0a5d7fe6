using System.Text.Json;

namespace Syndication.Formats.Tests;

public sealed class EveryCombinationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_validator_complains_whatever_is_missing_and_the_formats_agree(bool bengali)
    {
        for (var fields = 0; fields < 1 << Combinations.EntryFields; fields++)
        {
            // Neighbours differ in the feed's fields as well; every value of both comes up.
            var feed = Combinations.Feed(fields * 37 % (1 << Combinations.FeedFields), bengali) with
            {
                Entries =
                [
                    Combinations.Entry(fields, bengali, 1),
                    Combinations.Entry(fields ^ 3, bengali, 2),
                    Combinations.Entry(fields, bengali, 1),
                ],
            };
            var rss = Written.Channel(feed);
            var atom = Written.AtomFeed(feed);
            var json = Written.Json(feed);

            Assert.Empty(ValidatorRules.OfRss(rss, feed.Self));
            Assert.Empty(ValidatorRules.OfAtom(atom, feed is { Id: null, Self: null, Link: null }));
            Assert.Empty(ValidatorRules.OfJson(json));
            var summary = FromRss(rss).ToList();
            Assert.Equal(summary, FromAtom(atom));
            Assert.Equal(summary, FromJson(json));
        }
    }

    [Fact]
    public void An_entry_that_nothing_identifies_is_left_out_of_all()
    {
        var feed = Some.Feed with { Entries = [Some.Entry with { Id = " ", Link = null }, Some.Entry] };

        Assert.Single(FromRss(Written.Channel(feed)));
        Assert.Single(FromAtom(Written.AtomFeed(feed)));
        Assert.Single(FromJson(Written.Json(feed)));
    }

    private static IEnumerable<(string, string, string?)> FromRss(System.Xml.Linq.XElement channel) =>
        channel
            .Elements("item")
            .Select(i => (i.Element("guid")!.Value, i.Element("title")!.Value, i.Element("link")?.Value));

    private static IEnumerable<(string, string, string?)> FromAtom(System.Xml.Linq.XElement feed) =>
        feed.Elements(Written.Atom + "entry")
            .Select(e =>
                (
                    e.Element(Written.Atom + "id")!.Value,
                    e.Element(Written.Atom + "title")!.Value,
                    e.Elements(Written.Atom + "link")
                        .SingleOrDefault(l => l.Attribute("rel")!.Value == "alternate")
                        ?.Attribute("href")!
                        .Value
                )
            );

    private static IEnumerable<(string, string, string?)> FromJson(JsonElement feed) =>
        feed.GetProperty("items")
            .EnumerateArray()
            .Select(i =>
                (
                    i.GetProperty("id").GetString()!,
                    i.GetProperty("title").GetString()!,
                    i.TryGetProperty("url", out var url) ? url.GetString() : null
                )
            );
}
