using System.Text;
using Syndication.Formats.Opml;

namespace Syndication.Formats.Tests.Opml;

public sealed class OpmlReaderTests
{
    [Fact]
    public void What_other_programs_export_is_read()
    {
        var read = Read(
            """


            <?xml version="1.0"?>
            <OPML version="1.0" xmlns:x="urn:x">
            <head><title>আমার &ndash;  তালিকা</title><dateCreated>১৩ আগস্ট ২০২৫</dateCreated></head>
            <body>
              <outline title="খবর">
                <outline title="ভোর & সন্ধ্যা" xmlURL="feed://dawn.example/rss" x:unread="4"/>
                <outline text="নদী" type="atom" xmlurl="feed:https://river.example/feed?a=1&b=2" htmlUrl="/relative"/>
                <outline text="" />
              <outline text="খারাপ" xmlUrl="javascript:alert(1)" language="unknown"></outline>
            </body>
            """
        );

        Assert.Equal("আমার – তালিকা", read.Title);
        var group = Assert.Single(read.Outlines);
        Assert.Equal("খবর", group.Text);
        Assert.Equal(["ভোর & সন্ধ্যা", "নদী", "খারাপ"], group.Outlines.Select(o => o.Text));
        Assert.Equal(
            ["http://dawn.example/rss", "https://river.example/feed?a=1&b=2"],
            read.Feeds.Select(f => f.FeedUrl)
        );
        Assert.All(group.Outlines, o => Assert.Null(o.PageUrl ?? o.Language));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("<rss version=\"2.0\"><channel/></rss>")]
    [InlineData("<html><body><outline text='x'/></body></html>")]
    [InlineData("<!DOCTYPE lolz [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><lolz>&b;</lolz>")]
    public void What_is_no_list_is_refused(string document)
    {
        Assert.Throws<UnreadableFeedException>(() => Read(document));
    }

    [Fact]
    public void An_entity_that_is_more_than_plain_text_is_never_expanded()
    {
        var read = Read(
            """
            <!DOCTYPE opml [<!ENTITY a "ছবি"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>
            <opml version="2.0"><head><title>ক&b;&f;</title></head><body/></opml>
            """
        );

        Assert.Equal("ক&b;&f;", read.Title);
    }

    [Fact]
    public void A_list_too_long_or_too_deep_is_refused()
    {
        var many = string.Concat(Enumerable.Repeat("<outline text='ক'/>", OpmlReader.MostOutlines + 1));
        var deep = string.Concat(Enumerable.Repeat("<outline text='ক'>", 100_000));

        Assert.Throws<UnreadableFeedException>(() => Read($"<opml><body>{many}</body></opml>"));
        Assert.Throws<UnreadableFeedException>(() => Read($"<opml><body>{deep}"));
        var options = new FeedReadOptions { MaxBytes = 10 };
        var refusal = Assert.Throws<UnreadableFeedException>(() =>
            OpmlReader.Read(Encoding.UTF8.GetBytes("<opml><body/></opml>"), options)
        );
        Assert.True(refusal.TooLong);
    }

    private static OpmlDocument Read(string document) => OpmlReader.Read(Encoding.UTF8.GetBytes(document));
}
