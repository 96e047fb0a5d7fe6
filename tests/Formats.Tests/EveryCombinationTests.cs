using System.Text.Json;

namespace Syndication.Formats.Tests;

public sealed class EveryCombinationTests
{
    private const int EntryFields = 11;
    private const int FeedFields = 8;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_validator_complains_whatever_is_missing_and_the_formats_agree(bool bengali)
    {
        for (var fields = 0; fields < 1 << EntryFields; fields++)
        {
            // Neighbours differ in the feed's fields as well; every value of both comes up.
            var feed = SomeFeed(fields * 37 % (1 << FeedFields), bengali) with
            {
                Entries =
                [
                    SomeEntry(fields, bengali, 1),
                    SomeEntry(fields ^ 3, bengali, 2),
                    SomeEntry(fields, bengali, 1),
                ],
            };
            var rss = Written.Channel(feed);
            var atom = Written.AtomFeed(feed);
            var json = Written.Json(feed);

            Assert.Empty(ValidatorRules.OfAtom(atom, feed is { Id: null, Self: null, Link: null }));
            Assert.Empty(ValidatorRules.OfUris(atom));
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

    private static Entry SomeEntry(int fields, bool bengali, int number)
    {
        bool Has(int bit) => (fields & (1 << bit)) != 0;
        var word = bengali ? "ক্ষমতা" : "power";
        var person = new Person(
            Has(9) ? word : null,
            "reporter@example.news",
            $"https://example.news/{word}"
        );
        return new Entry
        {
            Id = Has(0) ? $"urn:test:{number}" : null,
            Link = Has(1) ? $"https://example.news/{word}/{number}" : null,
            Title = Has(2) ? $"{word} <{number}>" : "",
            Summary = Has(3) ? $"<p>{word} &amp; {word}</p>" : null,
            Content = Has(4) ? $"<p>{word}</p><img src=\"https://example.news/i.png\">" : null,
            Published = Has(5) ? Some.Noon : null,
            Updated = Has(6) ? Some.Noon.AddMinutes(number) : null,
            Authors = Has(7) ? [person, new Person(null)] : [],
            Image = Has(8) ? new FeedImage($"https://example.news/{word}.jpg", word) : null,
            Enclosures = Has(9)
                ? [new($"https://example.news/{word}.mp3"), new("https://example.news/b.pdf", null, 5)]
                : [],
            Categories = Has(10)
                ? [new Category(word, $"https://example.news/{word}/", word), new Category(" ")]
                : [],
            Source = Has(10)
                ? new EntrySource(null, Has(9) ? word : null, $"https://other.example/{word}")
                : null,
            Correction = Has(8) ? word : null,
            Comments = Has(5) ? $"https://example.news/{word}#comments" : null,
        };
    }

    private static Feed SomeFeed(int fields, bool bengali)
    {
        bool Has(int bit) => (fields & (1 << bit)) != 0;
        var word = bengali ? "ভোরের পাতা" : "Morning Leaf";
        return new Feed
        {
            Title = word,
            Id = Has(0) ? "urn:test:feed" : null,
            Self = Has(1) ? "https://example.news/feeds/all.rss" : null,
            Link = Has(2) ? $"https://example.news/{word}" : null,
            Hubs = Has(3) ? ["https://example.news/hub"] : [],
            Language = Has(4) ? (bengali ? "bn" : "en_GB") : null,
            Updated = Has(5) ? Some.Noon.AddHours(1) : null,
            Image = Has(6) ? $"https://example.news/{word}.png" : null,
            Authors = Has(7) ? [new Person(word)] : [],
            Description = Has(7) ? word : null,
        };
    }
}
