using System.Buffers;

namespace Syndication.Formats.Tests;

/// <summary>Feeds are written again with every change: what is asked for in between must not grow with the entries.</summary>
public sealed class WritingAllocationTests
{
    private const int Entries = 50;
    private const int MostBytes = 16 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly string Content = string.Concat(
        Enumerable.Repeat("<p>নদীর পাড়ে গ্রামের মানুষ <b>নতুন</b> একটি পাঠাগার গড়ে তুলেছেন।</p>", 40)
    );

    private static readonly Person[] People =
    [
        new("মিতালী সরকার", "mitali@example.news", "https://example.news/mitali"),
        new("রফিক আহমেদ"),
        new("Anika Roy", "anika@example.news"),
    ];

    [Theory]
    [InlineData("rss")]
    [InlineData("atom")]
    [InlineData("json")]
    public void A_feed_asks_for_little_whatever_its_entries_bear(string extension)
    {
        Assert.True(FeedFormat.TryParse(extension, out var format));
        foreach (var kind in Enumerable.Range(0, 8))
        {
            var feed = Some.Feed with
            {
                Entries = [.. Enumerable.Range(0, Entries).Select(n => Rich(n, kind))],
            };
            var output = new ArrayBufferWriter<byte>(1 << 21);
            Assert.InRange(
                LeastAllocated(() => FeedWriter.Write(feed, format, output), output),
                0,
                MostBytes
            );
        }
    }

    // What is compiled in haste asks for more; what is written often is soon compiled with care, unless the cores are busy.
    private static long LeastAllocated(Action write, ArrayBufferWriter<byte> output)
    {
        var least = long.MaxValue;
        var since = TimeProvider.System.GetTimestamp();
        while (least > MostBytes && TimeProvider.System.GetElapsedTime(since) < Patience)
        {
            output.ResetWrittenCount();
            var before = GC.GetAllocatedBytesForCurrentThread();
            write();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static Entry Rich(int number, int kind) =>
        new()
        {
            Id = $"urn:test:{number}",
            Link = $"https://example.news/country/{number}",
            Title = (kind & 4) == 0 ? $"নদীর পাড়ে নতুন পাঠাগার ({number})" : "নদীর পাড়ে",
            Summary = (kind & 1) == 0 ? "<p>চল্লিশটি বই দিয়ে শুরু।</p>" : null,
            Content = (kind & 2) == 0 ? Content : null,
            Published = Some.Noon.AddMinutes(number),
            Updated = Some.Noon.AddHours(number),
            Authors = People,
            Contributors = [People[1]],
            Categories =
            [
                new("country", "https://example.news/categories/", "দেশজুড়ে"),
                new("books", Label: "বই থেকে"),
            ],
            Image = new("https://img.example.news/a.jpg", "পাঠাগারের বারান্দায়", 1200, 630),
            Enclosures =
                (kind & 4) == 0
                    ? [new("https://example.news/a.mp3"), new("https://example.news/b.pdf", null, 5)]
                    : [new("https://example.news/a.mp3", "audio/mpeg", 5)],
            Source =
                (kind & 4) == 0
                    ? new(null, "গ্রামের কাগজ", null)
                    : new("urn:test:source", "গ্রামের কাগজ", "https://other.example/feed"),
            Correction = "আগের খবরে বইয়ের সংখ্যা ভুল ছিল; দুই হাজার নয়, দুই হাজারের বেশি।",
            Rights = "© ভোরের পাতা",
            Comments = "https://example.news/country/1#comments",
        };
}
