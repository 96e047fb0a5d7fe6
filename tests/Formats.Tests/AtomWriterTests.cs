namespace Syndication.Formats.Tests;

public sealed class AtomWriterTests
{
    [Fact]
    public void Updated_falls_back_to_published_then_to_within_an_hour_of_the_feeds()
    {
        var feed = Some.Feed with
        {
            Entries =
            [
                Some.Entry with
                {
                    Id = "urn:a:1",
                },
                Some.Entry with
                {
                    Id = "urn:a:2",
                    Updated = null,
                },
                Some.Entry with
                {
                    Id = "urn:a:3",
                    Updated = null,
                    Published = null,
                },
            ],
        };

        Assert.Equal(
            ["2025-08-13T07:43:00.125Z", "2025-08-13T06:43:00.125Z", "2025-08-13T08:03:35.395Z"],
            Written
                .AtomFeed(feed)
                .Elements(Written.Atom + "entry")
                .Select(e => e.Element(Written.Atom + "updated")!.Value)
        );
    }

    [Fact]
    public void Entries_whose_instant_nobody_knows_have_one_each_that_stays()
    {
        var entries = Enumerable
            .Range(0, 40)
            .Select(i => new Entry { Id = $"urn:a:{i}", Title = "খবর" })
            .ToArray();
        var least = DateTimeOffset.MinValue;
        foreach (DateTimeOffset? updated in new DateTimeOffset?[] { null, Some.Noon, least.AddMinutes(1) })
        {
            var feed = Some.Feed with { Updated = updated, Entries = entries };
            var dates = Dates(feed);

            Assert.Equal(dates, Dates(feed));
            Assert.True(
                updated < Some.Noon || dates.Distinct(StringComparer.Ordinal).Count() == entries.Length
            );
            Assert.True(
                updated < Some.Noon || dates.TrueForAll(d => string.CompareOrdinal(d, "1999-12-31T23") > 0)
            );
        }
    }

    [Fact]
    public void The_feeds_title_is_the_author_where_nobody_is()
    {
        var author = Written.AtomFeed(Some.Feed).Element(Written.Atom + "author")!;

        Assert.Equal("ভোরের পাতা", author.Element(Written.Atom + "name")!.Value);
    }

    [Fact]
    public void The_self_address_is_the_id_where_there_is_none()
    {
        Assert.Equal(
            Some.Feed.Self,
            Written.AtomFeed(Some.Feed with { Id = null }).Element(Written.Atom + "id")!.Value
        );
    }

    [Fact]
    public void A_category_has_term_scheme_and_label()
    {
        var category = Written
            .AtomEntry(
                Some.Entry with
                {
                    Categories =
                    [
                        new Category("agriculture", "https://example.news/বিভাগ/", "কৃষি ও \"প্রকৃতি\""),
                    ],
                }
            )
            .Element(Written.Atom + "category")!;

        Assert.Equal("agriculture", category.Attribute("term")!.Value);
        Assert.Equal(
            "https://example.news/%E0%A6%AC%E0%A6%BF%E0%A6%AD%E0%A6%BE%E0%A6%97/",
            category.Attribute("scheme")!.Value
        );
        Assert.Equal("কৃষি ও \"প্রকৃতি\"", category.Attribute("label")!.Value);
    }

    [Fact]
    public void An_entry_without_a_link_bears_content()
    {
        var entry = Some.Entry with { Link = null, Content = null, Summary = null };

        Assert.Equal(entry.Title, Written.AtomEntry(entry).Element(Written.Atom + "content")!.Value);
    }

    [Fact]
    public void A_source_is_whole()
    {
        var source = Written
            .AtomEntry(Some.Entry with { Source = new EntrySource(null, null, "https://other.example/") })
            .Element(Written.Atom + "source")!;

        Assert.Equal(["id", "title", "link", "updated"], source.Elements().Select(e => e.Name.LocalName));
    }

    [Fact]
    public void An_entry_of_another_language_says_so()
    {
        var lang = System.Xml.Linq.XNamespace.Xml + "lang";

        Assert.Equal(
            "en-GB",
            Written.AtomEntry(Some.Entry with { Language = "en_GB" }).Attribute(lang)!.Value
        );
        Assert.Null(Written.AtomEntry(Some.Entry with { Language = "BN" }).Attribute(lang));
        Assert.Equal("bn", Written.AtomFeed(Some.Feed).Attribute(lang)!.Value);
    }

    [Fact]
    public void A_feed_leads_to_all_its_pages()
    {
        var pages = new FeedPages
        {
            First = "https://example.news/1",
            Previous = "https://example.news/2",
            Next = "https://example.news/3",
            Last = "https://example.news/4",
            Current = "https://example.news/5",
            PreviousArchive = "https://example.news/6",
            NextArchive = "https://example.news/7",
        };

        var links = Written.AtomFeed(Some.Feed with { Pages = pages }).Elements(Written.Atom + "link");

        Assert.Equal(
            [
                "first https://example.news/1",
                "previous https://example.news/2",
                "next https://example.news/3",
                "last https://example.news/4",
                "current https://example.news/5",
                "prev-archive https://example.news/6",
                "next-archive https://example.news/7",
            ],
            links.Skip(3).Select(l => $"{l.Attribute("rel")!.Value} {l.Attribute("href")!.Value}")
        );
    }

    [Fact]
    public void A_withdrawn_entry_leaves_a_tombstone_told_once_as_last_heard()
    {
        var feed = Written.AtomFeed(
            Some.Feed with
            {
                Deleted =
                [
                    new("urn:test:<১>", Some.Noon, "ভুল & তুলে নেওয়া"),
                    new("urn:test:2", Some.Noon.AddHours(1)),
                    new("urn:test:2", Some.Noon, "আগের কথা"),
                    new(" ", Some.Noon),
                ],
            }
        );

        var tombstones = feed.Elements(Written.Tombstones + "deleted-entry").ToList();
        Assert.Equal(["urn:test:<১>", "urn:test:2"], tombstones.Select(t => t.Attribute("ref")!.Value));
        Assert.Equal(
            ["2025-08-13T06:43:00.125Z", "2025-08-13T07:43:00.125Z"],
            tombstones.Select(t => t.Attribute("when")!.Value)
        );
        Assert.Equal("ভুল & তুলে নেওয়া", tombstones[0].Element(Written.Tombstones + "comment")!.Value);
        Assert.False(tombstones[1].HasElements);
    }

    [Fact]
    public void Nothing_speaks_of_tombstones_where_nothing_was_withdrawn()
    {
        Assert.DoesNotContain(
            "tombstone",
            Written.Text(Some.Feed, FeedFormat.Atom),
            StringComparison.Ordinal
        );
    }

    private static List<string> Dates(Feed feed) =>
        [
            .. Written
                .AtomFeed(feed)
                .Elements(Written.Atom + "entry")
                .Select(e => e.Element(Written.Atom + "updated")!.Value),
        ];
}
