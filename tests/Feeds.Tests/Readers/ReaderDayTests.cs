using System.Globalization;
using Microsoft.Extensions.Options;
using Syndication.Feeds.Documents;
using Syndication.Feeds.Entries;
using Syndication.Feeds.Readers;
using Syndication.Formats;
using Syndication.Hosting.Publication;
using Syndication.Testing.Time;

namespace Syndication.Feeds.Tests.Readers;

public sealed class ReaderDayTests
{
    private static readonly FeedKey Key = new(Selection.Of(Selector.All), FeedFormat.Rss);

    [Fact]
    public void Of_a_service_the_greatest_number_of_the_day_counts_for_each_of_its_feeds()
    {
        var day = new ReaderDay();
        Count(day, "Feedbin feed-id:1 - 12 subscribers");
        Count(day, "Feedbin feed-id:1 - 15 subscribers");
        Count(day, "Feedbin feed-id:1 - 14 subscribers");
        Count(day, "Feedbin feed-id:2 - 3 subscribers");
        Count(day, "Feedly/1.0 (…; 40 subscribers)");
        Count(day, "Feedly/1.0 (…; 5 subscribers)", FeedFormat.Atom);
        Count(day, "curl/8");

        Assert.Equal([3, 5, 15, 40], day.Fetchers.Values.Select(f => f.Subscribers).Order());
        Assert.Equal(63, new ReaderStatsDay("2025-08-13", day).Subscribers);
        Assert.Equal(7, day.Requests);
    }

    [Fact]
    public void Processes_add_up_and_what_a_service_told_both_counts_once()
    {
        var (one, other) = (new ReaderDay(), new ReaderDay());
        Count(one, "Feedly/1.0 (…; 40 subscribers)");
        Count(other, "Feedly/1.0 (…; 41 subscribers)");
        Count(other, "curl/8");

        one.Merge(other);

        Assert.Equal(3, one.Requests);
        Assert.Equal(41, Assert.Single(one.Fetchers.Values).Subscribers);
        Assert.Equal(2, one.Agents["Feedly"].Requests);
    }

    [Fact]
    public void However_many_names_come_memory_is_bounded_and_no_request_is_lost()
    {
        var day = new ReaderDay();
        for (var i = 0; i < 5_000; i++)
            Count(
                day,
                string.Create(CultureInfo.InvariantCulture, $"Reader{i}/1.0 (feed-id={i}; 1 subscribers)")
            );

        Assert.InRange(day.Agents.Count, 1, 101);
        Assert.InRange(day.Fetchers.Count, 1, 200);
        Assert.Equal(5_000, day.Agents.Values.Sum(a => a.Requests));
        Assert.Equal(5_000, day.Requests);
    }

    [Fact]
    public void Names_invented_for_every_feed_take_no_more_than_their_room_and_requests_go_on_counting()
    {
        var log = new ReaderLog(1 << 14);
        var time = new ManualTime();
        var book = new ReaderBook(log, Options.Create(new PublicationOptions()), time);
        var feeds = Enumerable
            .Range(0, 2_000)
            .Select(i => new FeedKey(Selection.Of($"tags/{i}"), FeedFormat.Rss))
            .ToArray();
        for (var name = 0; name < 120; name++)
        {
            var agent = string.Create(
                CultureInfo.InvariantCulture,
                $"Reader{name}/1.0 (feed-id={name}; 1 subscribers)"
            );
            foreach (var feed in feeds)
                log.Note(feed, agent, conditional: false, 200);
            book.Count();
        }

        Assert.Equal(0, log.Missed + book.Left);
        Assert.InRange(book.Details, 100_000, 210_000);
        Assert.Equal(120, book.Read(book.Today, feeds[0].Selection.ToString())!.Requests);

        time.Advance(TimeSpan.FromDays(1));
        _ = book.TakeChanged();
        Assert.Equal(0, book.Details);
    }

    [Theory]
    [InlineData("\"wifIAkTvoyWncqpwhuH_Sg\"", true)]
    [InlineData("W/\"wifIAkTvoyWncqpwhuH_Sg\"", true)]
    [InlineData("\"x\", \"wifIAkTvoyWncqpwhuH_Sg\"", true)]
    [InlineData("\"wifIAkTvoyWncqpwhuH_S\"", false)]
    [InlineData("\"wifIAkTvoyWncqpwhuH!Sg\"", false)]
    [InlineData("wifIAkTvoyWncqpwhuH_Sg", false)]
    [InlineData("\"wifIAkTvoyWncqpwhuH_Sg", false)]
    [InlineData("*", false)]
    [InlineData(null, false)]
    public void Only_a_tag_as_documents_here_have_tells_who_came_before(string? header, bool isOurs) =>
        Assert.Equal(isOurs, ReaderLog.HasOurTag(header));

    [Fact]
    public void Only_what_shows_the_feed_counts_and_taking_it_down_allocates_nothing()
    {
        var log = new ReaderLog(1_024);
        foreach (var status in (int[])[404, 410, 500, 503])
            log.Note(Key, "curl/8", conditional: false, status);
        Assert.False(log.TryTake(out _));

        log.Note(Key, "curl/8", ReaderLog.HasOurTag("\"wifIAkTvoyWncqpwhuH_Sg\""), 200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 500; i++)
            log.Note(Key, "curl/8", ReaderLog.HasOurTag("\"wifIAkTvoyWncqpwhuH_Sg\""), 304);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        for (var i = 0; i < 600; i++)
            log.Note(Key, "curl/8", conditional: false, 200);
        Assert.Equal(1 + 500 + 600 - 1_024, log.Missed);
    }

    private static void Count(ReaderDay day, string agent, FeedFormat? format = null) =>
        day.Count(new(Key.Selection, format ?? Key.Format, agent, false, false), ReaderAgent.Parse(agent));
}
