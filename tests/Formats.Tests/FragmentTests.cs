using System.Buffers;

namespace Syndication.Formats.Tests;

public sealed class FragmentTests
{
    private static readonly FeedFormat[] Formats = [FeedFormat.Rss, FeedFormat.Atom, FeedFormat.Json];

    [Fact]
    public void A_feed_of_fragments_is_the_feed_to_the_byte()
    {
        for (var fields = 0; fields < 1 << Combinations.EntryFields; fields += 3)
        {
            var feed = Combinations.Feed(fields * 37 % (1 << Combinations.FeedFields), fields % 2 == 0) with
            {
                Entries =
                [
                    Combinations.Entry(fields, bengali: true, 1),
                    Combinations.Entry(fields ^ 3, bengali: false, 2) with
                    {
                        Language = "en",
                    },
                    Combinations.Entry(fields, bengali: true, 1),
                    Some.Entry with
                    {
                        Id = " ",
                        Link = null,
                    },
                ],
            };
            foreach (var format in Formats)
            {
                Assert.Equal(Written.Text(feed, format), Assembled(feed, format));
            }
        }
    }

    [Fact]
    public void A_feed_of_a_thousand_fragments_bears_each_id_once()
    {
        var entries = Enumerable
            .Range(0, 1_000)
            .Select(i => Some.Entry with { Id = $"urn:test:{i % 600}", Title = $"খবর {i}" });
        var feed = Some.Feed with { Entries = [.. entries] };

        foreach (var format in Formats)
        {
            Assert.Equal(Written.Text(feed, format), Assembled(feed, format));
        }

        Assert.Equal(600, Written.Json(feed).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public void A_feed_without_fragments_is_an_empty_feed()
    {
        foreach (var format in Formats)
        {
            var feed = Some.Feed with { Entries = [] };
            Assert.Equal(Written.Text(feed, format), Assembled(feed, format));
        }
    }

    [Fact]
    public void An_entry_that_nothing_identifies_has_no_fragment()
    {
        Assert.Null(
            FeedWriter.Fragment(
                Some.Entry with
                {
                    Id = null,
                    Link = null,
                },
                FeedFormat.Rss,
                new FragmentContext()
            )
        );
    }

    [Fact]
    public void A_fragment_serves_every_feed_of_its_language()
    {
        var fragment = FeedWriter.Fragment(Some.Entry, FeedFormat.Atom, new FragmentContext("bn"))!;
        var head = Some.Feed with { Title = "খেলাধুলা", Authors = [new Person("ক্রীড়া দল")], Entries = [] };

        var buffer = new ArrayBufferWriter<byte>();
        FeedWriter.Write(head, [fragment], FeedFormat.Atom, buffer);

        Assert.Equal(
            Written.Text(head with { Entries = [Some.Entry] }, FeedFormat.Atom),
            System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan)
        );
    }

    [Fact]
    public void A_fragment_of_another_format_is_refused()
    {
        var fragment = FeedWriter.Fragment(Some.Entry, FeedFormat.Atom, new FragmentContext())!;

        Assert.Throws<ArgumentException>(() =>
            FeedWriter.Write(Some.Feed, [fragment], FeedFormat.Rss, new ArrayBufferWriter<byte>())
        );
    }

    private static string Assembled(Feed feed, FeedFormat format)
    {
        var context = FragmentContext.Of(feed);
        var fragments = feed
            .Entries.Select(e => FeedWriter.Fragment(e, format, context))
            .OfType<EntryFragment>()
            .ToList();
        var buffer = new ArrayBufferWriter<byte>();
        FeedWriter.Write(feed with { Entries = [] }, fragments, format, buffer);
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
