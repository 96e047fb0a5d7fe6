using Syndication.Feeds.Readers;

namespace Syndication.Feeds.Tests.Readers;

public sealed class ReaderAgentTests
{
    [Theory]
    [InlineData("Feedly/1.0 (+http://www.feedly.com/fetcher.html; 462 subscribers; )", "Feedly", null, 462)]
    [InlineData("Feedly/1.0 (…; 12 subscribers)", "Feedly", null, 12)]
    [InlineData("Feedbin feed-id:1697787 - 102 subscribers", "Feedbin", "1697787", 102)]
    [InlineData("Mozilla/5.0 (compatible; inoreader.com; 114 subscribers)", "inoreader.com", null, 114)]
    [InlineData(
        "Mozilla/5.0 (compatible; theoldreader.com; 1 subscribers; feed-id=cead6c3a837650eeefd8fe4a)",
        "theoldreader.com",
        "cead6c3a837650eeefd8fe4a",
        1
    )]
    [InlineData(
        "Mozilla/5.0 (compatible; BazQux/2.4; +https://bazqux.com/fetcher; 1 subscribers)",
        "BazQux",
        null,
        1
    )]
    [InlineData(
        "NewsBlur Feed Fetcher - 27 subscribers - https://www.newsblur.com/site/7704055/x (\"Mozilla/5.0 (Macintosh)\")",
        "NewsBlur",
        null,
        27
    )]
    [InlineData(
        "Dreamwidth Studios (webmaster@dreamwidth.org; for https://www.dreamwidth.org/users/x_feed/; 2 readers)",
        "Dreamwidth",
        null,
        2
    )]
    [InlineData(
        "NewsGatorOnline/2.0_(http://www.newsgator.com;_20_subscribers)",
        "NewsGatorOnline",
        null,
        20
    )]
    [InlineData("ThePort_Web/1.0;_subscribers_1", "ThePort", null, 1)]
    [InlineData(
        "Feedfetcher-Google;+(+http://www.google.com/feedfetcher.html;+167+subscribers;+feed-id=89)",
        "Feedfetcher-Google",
        "89",
        167
    )]
    [InlineData(
        "YahooFeedSeeker/1.0 (compatible; Mozilla 4.0; users 2; views 169)",
        "YahooFeedSeeker",
        null,
        2
    )]
    [InlineData("NetNewsWire (RSS Reader; https://netnewswire.com/)", "NetNewsWire", null, null)]
    [InlineData(
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "Mozilla",
        null,
        null
    )]
    [InlineData("curl/7.88.1", "curl", null, null)]
    public void Services_tell_for_how_many_they_fetch_in_their_own_ways(
        string agent,
        string name,
        string? id,
        int? subscribers
    ) => Assert.Equal(new(name, id, subscribers), ReaderAgent.Parse(agent));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("/////")]
    [InlineData("পাঠক")]
    [InlineData("203.0.113.7")]
    [InlineData("203.0.113.7:8080/1.0")]
    [InlineData("2001:db8::7")]
    [InlineData("rina@khobor.example/1.0")]
    public void Who_tells_no_name_is_unknown(string? agent) =>
        Assert.Equal(new(ReaderAgent.Unknown, null, null), ReaderAgent.Parse(agent));

    [Theory]
    [InlineData("X/1 (99999999 subscribers)")]
    [InlineData("X/1 (99999999999999999999 subscribers)")]
    [InlineData("X/1 (-5subscribers)")]
    [InlineData("X/1 (১২ subscribers)")]
    [InlineData("X/1 (many subscribers)")]
    public void A_number_that_cannot_be_is_none(string agent) =>
        Assert.Null(ReaderAgent.Parse(agent).Subscribers);

    [Fact]
    public void Whatever_is_sent_a_name_is_short_and_plain()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var letters = Enumerable
                .Range(0, random.Next(3_000))
                .Select(_ => random.Next(4) == 0 ? (char)random.Next(0xFFFF) : (char)random.Next(32, 127));
            var agent = ReaderAgent.Parse(string.Concat(letters));
            Assert.Matches("^[A-Za-z0-9.-]{1,60}$", agent.Name);
        }
        Assert.Equal(60, ReaderAgent.Parse(new string('x', 100_000)).Name.Length);
    }
}
