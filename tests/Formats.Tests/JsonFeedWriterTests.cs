using System.Text.Json;

namespace Syndication.Formats.Tests;

public sealed class JsonFeedWriterTests
{
    [Fact]
    public void A_feed_tells_its_version_its_addresses_and_its_hubs()
    {
        var feed = Written.Json(
            Some.Feed with
            {
                Pages = new() { Next = "https://example.news/feeds/all.json?before=1" },
            }
        );

        Assert.Equal("https://jsonfeed.org/version/1.1", Text(feed, "version"));
        Assert.Equal(Some.Feed.Link, Text(feed, "home_page_url"));
        Assert.Equal(Some.Feed.Self, Text(feed, "feed_url"));
        Assert.Equal("https://example.news/feeds/all.json?before=1", Text(feed, "next_url"));
        Assert.Equal(
            """[{"type":"WebSub","url":"https://example.news/hub"}]""",
            feed.GetProperty("hubs").GetRawText()
        );
    }

    [Fact]
    public void An_item_always_has_content()
    {
        Assert.Equal(Some.Entry.Content, Text(Written.JsonItem(Some.Entry), "content_html"));
        Assert.Equal(
            Some.Entry.Summary,
            Text(Written.JsonItem(Some.Entry with { Content = null }), "content_html")
        );
        Assert.Equal(
            Some.Entry.Title,
            Text(Written.JsonItem(Some.Entry with { Content = null, Summary = null }), "content_text")
        );
    }

    [Fact]
    public void A_summary_is_plain_text()
    {
        var item = Written.JsonItem(Some.Entry with { Summary = "<p>আয় &amp; <b>ব্যয়</b></p>" });

        Assert.Equal("আয় & ব্যয়", Text(item, "summary"));
    }

    [Fact]
    public void An_attachment_has_a_type_even_where_none_was_told()
    {
        var item = Written.JsonItem(
            Some.Entry with
            {
                Enclosures =
                [
                    new Enclosure("https://example.news/খবর.mp3"),
                    new Enclosure("javascript:alert(1)"),
                ],
            }
        );

        var attachment = Assert.Single(item.GetProperty("attachments").EnumerateArray().ToArray());
        Assert.Equal("audio/mpeg", Text(attachment, "mime_type"));
        Assert.Equal("https://example.news/%E0%A6%96%E0%A6%AC%E0%A6%B0.mp3", Text(attachment, "url"));
    }

    [Fact]
    public void Bengali_is_not_escaped()
    {
        var text = Written.Text(Some.Feed, FeedFormat.Json);

        Assert.Contains("\"title\":\"নদীর ধারে নতুন বাঁধ\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_character_is_escaped_that_JSON_lets_stand()
    {
        const string Title = "ক্‌ষ র‍্যা 😀 নির্বাচন\u00a0২০২৫ – \u2028 © <b> & 'কথা' \ue000";
        var entry = Some.Entry with { Title = Title, Content = $"<p>{Title} \"\\\n</p>" };

        var text = Written.Text(Some.Feed with { Entries = [entry] }, FeedFormat.Json);

        Assert.Contains($"\"title\":\"{Title}\"", text, StringComparison.Ordinal);
        Assert.Contains($"\"<p>{Title} \\\"\\\\\\n</p>\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", text, StringComparison.Ordinal);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
