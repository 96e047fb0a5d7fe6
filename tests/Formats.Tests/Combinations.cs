namespace Syndication.Formats.Tests;

/// <summary>Feeds and entries with any set of their fields, a bit for each.</summary>
internal static class Combinations
{
    public const int EntryFields = 11;
    public const int FeedFields = 10;

    public static Entry Entry(int fields, bool bengali, int number)
    {
        bool Has(int bit) => (fields & (1 << bit)) != 0;
        var word = bengali ? "ক্ষমতা" : "power";
        var person = new Person(
            Has(9) ? word : null,
            "reporter@example.news",
            $"https://example.news/{word}"
        );
        return new Entry
        {
            Id = Has(0) ? $"urn:test:{number}" : null,
            Link = Has(1) ? $"https://example.news/{word}/{number}" : null,
            Title = Has(2) ? $"{word} <{number}>" : "",
            Summary = Has(3) ? $"<p>{word} &amp; {word}</p>" : null,
            Content = Has(4) ? $"<p>{word}</p><img src=\"https://example.news/i.png\">" : null,
            Published = Has(5) ? Some.Noon.AddDays(-number) : null,
            Updated = Has(6) ? Some.Noon.AddMinutes(number) : null,
            Authors = Has(7) ? [person, new Person(null)] : [],
            Image = Has(8) ? new FeedImage($"https://example.news/{word}.jpg", word) : null,
            Enclosures = Has(9)
                ? [new($"https://example.news/{word}.mp3"), new("https://example.news/b.pdf", null, 5)]
                : [],
            Categories = Has(10)
                ? [new Category(word, $"https://example.news/{word}/", word), new Category(" ")]
                : [],
            Source = Has(10)
                ? new EntrySource(null, Has(9) ? word : null, $"https://other.example/{word}")
                : null,
            Correction = Has(8) ? word : null,
            Comments = Has(5) ? $"https://example.news/{word}#comments" : null,
        };
    }

    public static Feed Feed(int fields, bool bengali)
    {
        bool Has(int bit) => (fields & (1 << bit)) != 0;
        var word = bengali ? "ভোরের পাতা" : "Morning Leaf";
        return new Feed
        {
            Title = word,
            Id = Has(0) ? "urn:test:feed" : null,
            Self = Has(1) ? "https://example.news/feeds/all.rss" : null,
            Link = Has(2) ? $"https://example.news/{word}" : null,
            Hubs = Has(3) ? ["https://example.news/hub"] : [],
            Language = Has(4) ? (bengali ? "bn" : "en_GB") : null,
            Updated = Has(5) ? Some.Noon.AddHours(1) : null,
            Image = Has(6) ? $"https://example.news/{word}.png" : null,
            Authors = Has(7) ? [new Person(word)] : [],
            Description = Has(7) ? word : null,
            Pages = Has(8) ? Pages($"https://example.news/{word}", Has(0)) : FeedPages.None,
            Deleted = Has(9)
                ? [new($"urn:test:{word}", Some.Noon), new("urn:test:gone", Some.Noon, $"{word} <৩ & ৪>")]
                : [],
            SkipHours = Has(9) ? [24, 3, 3, 99, -1] : [],
            SkipDays = Has(8) ? [DayOfWeek.Saturday, DayOfWeek.Friday] : [],
        };
    }

    private static FeedPages Pages(string url, bool isPart) =>
        new()
        {
            First = url,
            Previous = isPart ? $"{url}?page=1" : "javascript:alert(1)",
            Next = $"{url}?page=3",
            Last = $"{url}?page=9",
            Current = isPart ? url : null,
            PreviousArchive = isPart ? $"{url}/2024" : null,
            NextArchive = isPart ? $"{url}/2025" : null,
            IsArchive = isPart,
            IsComplete = true,
        };
}
