using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Syndication.Formats.Tests.RoundTrips;
using Syndication.Formats.Tests.StrangeReaders;

namespace Syndication.Formats.Tests.ServiceModel;

public sealed class BridgeTests(Bridge bridge) : IClassFixture<Bridge>
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    [Fact]
    public void A_feed_comes_back_from_their_model_as_it_was() =>
        Prop.ForAll(
                FeedSeed.Any,
                seed => Assert.Equal(Lines(seed.Make()), Lines(bridge.ByModel(seed.Make())))
            )
            .Check(RoundTripTests.Config);

    [Fact]
    public void What_only_their_extensions_carry_comes_back_too()
    {
        var feed = Some.Feed with
        {
            Icon = "https://example.news/icon.png",
            Ttl = 15,
            SkipHours = [0, 23],
            SkipDays = [DayOfWeek.Friday],
            Pages = new FeedPages { PreviousArchive = "https://example.news/2025/07", IsArchive = true },
            Deleted = [new DeletedEntry("urn:test:gone", Some.Noon, "ভুল খবর ছিল।")],
            Entries =
            [
                Some.Entry with
                {
                    Comments = "https://example.news/1#comments",
                    CommentsFeed = "https://example.news/1/comments",
                    CommentsCount = 12,
                },
            ],
        };

        Assert.Equal(Lines(feed), Lines(bridge.ByModel(feed)));
    }

    [Fact]
    public void What_they_write_as_Atom_is_read_by_us_and_by_them_alike()
    {
        var feed = Samples.All.Single(s => s.Name == "rich").Feed;

        var ours = FeedReader.Read(System.Text.Encoding.Unicode.GetBytes(bridge.Atom(feed)));

        Assert.Equal([], ours.Problems.Select(p => p.Message));
        Assert.Equal(Known(feed), Known(ours.Feed));
        Assert.Equal(Known(feed), Known(bridge.ByAtom(feed)));
    }

    [Fact]
    public void Their_RSS_keeps_what_a_reader_looks_at()
    {
        var feed = Samples.All.Single(s => s.Name == "scripts").Feed;

        Assert.Equal(
            feed.Entries.Select(e => (e.Id, e.Title, e.Link, e.Summary, e.Published?.ToUnixTimeSeconds())),
            bridge
                .ByRss(feed)
                .Entries.Select(e => (e.Id, e.Title, e.Link, e.Summary, e.Published?.ToUnixTimeSeconds()))
        );
    }

    [Fact]
    public void Their_model_of_a_document_is_cleaned_and_nothing_in_it_invented()
    {
        var read = bridge.Read(
            """
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel><title>ভোরের পাতা</title><link>https://example.news/</link><description/>
            <item><title>শিল্প &amp;amp; &lt;b&gt;সাহিত্য&lt;/b&gt;</title><dc:creator>অনামিকা সেতু</dc:creator>
            <description>ক&lt;script&gt;alert(1)&lt;/script&gt;</description>
            <content:encoded>&lt;p onclick="a()"&gt;খ&lt;/p&gt;</content:encoded></item>
            </channel></rss>
            """
        );

        var entry = Assert.Single(read.Entries);
        Assert.Equal(("শিল্প & সাহিত্য", "ক", "<p>খ</p>"), (entry.Title, entry.Summary, entry.Content));
        Assert.Equal("অনামিকা সেতু", Assert.Single(entry.Authors).Name);
        Assert.Equal((null, null, null, null), (entry.Id, entry.Link, entry.Published, entry.Updated));
        Assert.Null(read.Updated);
    }

    [Fact]
    public void A_correction_stands_before_the_text()
    {
        var read = bridge.ByModel(Some.Feed with { Entries = [Some.Entry with { Correction = "৫ < ৬" }] });

        Assert.Equal(
            $"<p><strong>সংশোধনী:</strong> ৫ &lt; ৬</p>{Some.Entry.Content}",
            read.Entries[0].Content
        );
    }

    // Their documents know seconds, and URIs only.
    private static string Known(Feed feed) =>
        Lines(
            feed with
            {
                Updated = null,
                Ttl = null,
                Entries =
                [
                    .. feed.Entries.Select(e =>
                        e with
                        {
                            Link = new Uri(e.Link!).AbsoluteUri,
                            Published = null,
                            Updated = null,
                        }
                    ),
                ],
            }
        );

    private static string Lines(Feed feed) =>
        PreviewJson
            .Of(
                new FeedDocument
                {
                    Version = FeedVersion.Unknown,
                    Encoding = "utf-8",
                    WellFormed = true,
                    Feed = feed,
                }
            )
            .ToJsonString(Readable);
}
