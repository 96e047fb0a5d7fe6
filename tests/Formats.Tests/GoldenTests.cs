namespace Syndication.Formats.Tests;

public sealed class GoldenTests
{
    private static readonly Feed Feed = Some.Feed with
    {
        Rights = "© ভোরের পাতা",
        Image = "https://example.news/প্রতীক.png",
        Icon = "https://example.news/icon.png",
        Generator = "Syndication",
        Ttl = 5,
        Authors = [new Person("বার্তাকক্ষ", "desk@example.news", "https://example.news/")],
        Categories = [new Category("all", Label: "সব খবর")],
        SkipHours = [1, 2],
        SkipDays = [DayOfWeek.Friday],
        Pages = new()
        {
            Next = "https://example.news/feeds/all?পাতা=2",
            PreviousArchive = "https://example.news/feeds/all/2025-07",
            Current = "https://example.news/feeds/all",
            IsArchive = true,
        },
        Deleted =
        [
            new DeletedEntry(
                "urn:uuid:0198a1b2-0000-7000-8000-000000000009",
                Some.Noon,
                "ভুল খবর, তুলে নেওয়া হলো।"
            ),
        ],
        Entries =
        [
            Some.Entry with
            {
                Link = "https://example.news/আন্তর্জাতিক/নতুন-বাঁধ",
                Authors = [new Person("অনামিকা সেতু", null, "https://example.news/লেখক/অনামিকা")],
                Contributors = [new Person("রাতুল মাঝি")],
                Categories =
                [
                    new Category("international", "https://example.news/categories/", "আন্তর্জাতিক"),
                ],
                Enclosures = [new Enclosure("https://example.news/শুনুন.mp3", "audio/mpeg", 48213)],
                Image = new FeedImage(
                    "https://example.news/বাঁধ.jpg",
                    "নদীর ধারে \"বাঁধ\"",
                    1200,
                    630,
                    "image/jpeg"
                ),
                Rights = "সর্বস্বত্ব সংরক্ষিত",
                Comments = "https://example.news/7781#মন্তব্য",
                Source = new EntrySource("urn:other:1", "নদীবার্তা", "https://river.example/খবর"),
                Correction = "বাঁধের দৈর্ঘ্য ৩ নয়, ৫ কিলোমিটার।",
            },
            new Entry
            {
                Link = "https://example.news/sports/12",
                Title = "শেষ বলে জয়",
                Content = "<p>উৎসবে মেতেছে মাঠ। ক্ষ র‍্যা ও ন্‌ত ঠিক থাকে।</p>",
                Published = Some.Noon.AddMinutes(-5),
                Language = "bn-BD",
            },
        ],
    };

    [Theory]
    [InlineData("rss", "feed.rss.xml")]
    [InlineData("atom", "feed.atom.xml")]
    [InlineData("json", "feed.json")]
    public async Task A_Bengali_feed_is_written_to_the_byte_as_agreed(string extension, string file)
    {
        Assert.True(FeedFormat.TryParse(extension, out var format));
        await Golden.AssertAsync(file, output => FeedWriter.Write(Feed, format, output));
    }
}
