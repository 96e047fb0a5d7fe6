using System.Xml.Linq;

namespace Syndication.Formats.Tests;

public sealed class RssWriterTests
{
    [Fact]
    public void A_guid_is_no_permalink_where_the_entry_has_an_id()
    {
        var guid = Written.Item(Some.Entry).Element("guid")!;

        Assert.Equal(Some.Entry.Id, guid.Value);
        Assert.Equal("false", guid.Attribute("isPermaLink")!.Value);
    }

    [Fact]
    public void The_link_serves_as_guid_where_there_is_no_id()
    {
        var guid = Written.Item(Some.Entry with { Id = null }).Element("guid")!;

        Assert.Equal(Some.Entry.Link, guid.Value);
        Assert.Equal("true", guid.Attribute("isPermaLink")!.Value);
    }

    [Theory]
    [InlineData("<p>খবর</p>", "বার্তা & কথা", null, "<p>খবর</p><p>সূত্র: বার্তা &amp; কথা</p>")]
    [InlineData("<p>সূত্র: বার্তা।</p>", "বার্তা", null, "<p>সূত্র: বার্তা।</p>")]
    [InlineData("<p>খবর</p>", "বার্তা", "https://other.example/", "<p>খবর</p>")]
    public void A_source_without_an_address_is_named_after_the_text(
        string content,
        string name,
        string? link,
        string expected
    )
    {
        var entry = Some.Entry with { Content = content, Source = new EntrySource(null, name, link) };

        Assert.Equal(expected, Written.Item(entry).Element(Written.Content + "encoded")!.Value);
    }

    [Fact]
    public void A_description_is_made_of_the_contents_first_words()
    {
        var content = "<p>" + string.Join(' ', Enumerable.Repeat("ক্ষমতা &lt;৩", 100)) + "</p>";

        var description = Written
            .Item(Some.Entry with { Summary = null, Content = content })
            .Element("description")!;

        Assert.StartsWith("ক্ষমতা &lt;৩ ক্ষমতা", description.Value, StringComparison.Ordinal);
        Assert.EndsWith(
            "ক্ষমতা…",
            description.Value.Replace(" &lt;৩…", " ক্ষমতা…", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.True(description.Value.Length < 400);
        Assert.Equal(Written.Content + "encoded", description.ElementsAfterSelf().First().Name);
    }

    [Fact]
    public void A_picture_is_an_enclosure_only_where_there_is_no_other()
    {
        var image = new FeedImage("https://example.news/a.png", "বাঁধ", 1200, 630);
        var audio = new Enclosure("https://example.news/a.mp3", "audio/mpeg", 123);

        var alone = Written.Item(Some.Entry with { Image = image });
        var both = Written.Item(Some.Entry with { Image = image, Enclosures = [audio] });

        var enclosure = Assert.Single(alone.Elements("enclosure"));
        Assert.Equal("https://example.news/a.png", enclosure.Attribute("url")!.Value);
        Assert.Equal("image/png", enclosure.Attribute("type")!.Value);
        Assert.Equal("0", enclosure.Attribute("length")!.Value);
        Assert.Equal("audio/mpeg", Assert.Single(both.Elements("enclosure")).Attribute("type")!.Value);
        Assert.Equal(2, both.Elements(Written.Media + "content").Count());
    }

    [Fact]
    public void Dates_are_in_GMT()
    {
        Assert.Equal("Wed, 13 Aug 2025 06:43:00 GMT", Written.Item(Some.Entry).Element("pubDate")!.Value);
    }

    [Fact]
    public void A_correction_stands_before_the_content_in_the_feeds_language()
    {
        var entry = Some.Entry with { Correction = "দূরত্ব <৩ কিমি & নয়" };

        Assert.StartsWith(
            "<p><strong>সংশোধনী:</strong> দূরত্ব &lt;৩ কিমি &amp; নয়</p><p>বর্ষার",
            Written.Item(entry).Element(Written.Content + "encoded")!.Value,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "<p><strong>Correction:</strong> ",
            Written.Item(entry with { Language = "en" }).Element(Written.Content + "encoded")!.Value,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "<p><strong>সংশোধনী:</strong> ",
            Written.Item(entry with { Content = null }).Element("description")!.Value,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_lifetime_is_a_minute_at_least()
    {
        Assert.Equal("1", Written.Channel(Some.Feed with { Ttl = 0 }).Element("ttl")!.Value);
        Assert.Null(Written.Channel(Some.Feed).Element("ttl"));
    }

    [Fact]
    public void The_pages_of_a_feed_are_linked()
    {
        var channel = Written.Channel(
            Some.Feed with
            {
                Pages = new()
                {
                    Next = "https://example.news/feeds/all.rss?before=2",
                    PreviousArchive = "https://example.news/feeds/all.rss?before=1",
                },
            }
        );

        Assert.Equal(
            ["self", "hub", "next", "prev-archive"],
            channel.Elements(Written.Atom + "link").Select(l => l.Attribute("rel")!.Value)
        );
    }

    [Theory]
    [InlineData(true, false, "complete")]
    [InlineData(false, true, "archive")]
    [InlineData(true, true, "archive")]
    public void A_document_tells_what_part_of_the_feed_it_is(bool isComplete, bool isArchive, string expected)
    {
        var feed = Some.Feed with
        {
            Pages = new() { IsComplete = isComplete, IsArchive = isArchive },
        };

        foreach (var root in new[] { Written.Channel(feed), Written.AtomFeed(feed) })
        {
            var mark = Assert.Single(root.Elements(), e => e.Name.Namespace == Written.History);
            Assert.Equal(expected, mark.Name.LocalName);
        }
    }

    [Fact]
    public void Hours_and_days_without_news_are_told_once_and_in_order()
    {
        var channel = Written.Channel(
            Some.Feed with
            {
                SkipHours = [24, 3, 1, 3, -1, 99],
                SkipDays = [DayOfWeek.Saturday, DayOfWeek.Friday, DayOfWeek.Friday],
            }
        );

        Assert.Equal(["0", "1", "3"], channel.Elements("skipHours").Elements("hour").Select(h => h.Value));
        Assert.Equal(
            ["Friday", "Saturday"],
            channel.Elements("skipDays").Elements("day").Select(d => d.Value)
        );
        Assert.Empty(Written.Channel(Some.Feed).Elements("skipHours"));
    }

    [Theory]
    [InlineData("<p>ক]]>খ</p>")]
    [InlineData("]]>")]
    [InlineData("<b>]]</b>]]")]
    [InlineData("]]]]>>&gt;]]]>\r\n<i>")]
    [InlineData("ক ]] > খ]")]
    public void HTML_that_ends_its_section_is_whole(string html)
    {
        var entry = Some.Entry with { Content = html, Summary = html };
        var expected = html.ReplaceLineEndings("\n");

        Assert.Equal(expected, Written.Item(entry).Element(Written.Content + "encoded")!.Value);
        Assert.Equal(expected, Written.AtomEntry(entry).Element(Written.Atom + "summary")!.Value);
    }
}
