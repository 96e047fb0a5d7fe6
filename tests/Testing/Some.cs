using Syndication.Contracts;
using Syndication.Formats;

namespace Syndication.Testing;

/// <summary>Valid and dull values of an invented newspaper; a test's <c>with</c> shows what matters to it.</summary>
public static class Some
{
    /// <summary>Half past noon in Dhaka on an ordinary day.</summary>
    public static readonly DateTimeOffset Instant = new(2025, 8, 13, 6, 43, 0, TimeSpan.Zero);

    /// <summary>A first revision; a new identity each time.</summary>
    public static Article Article
    {
        get
        {
            var id = Guid.CreateVersion7(Instant);
            return new()
            {
                Id = id,
                Revision = 1,
                Url = $"https://khobor.example/international/{id:N}",
                Title = "নদীর পাড়ে নতুন পাঠাগার খুলল",
                Summary = "<p>গ্রামের শিশুরা এখন বিকেলে বই পড়তে পারবে।</p>",
                Content = "<p>গ্রামের শিশুরা এখন বিকেলে বই পড়তে পারবে।</p><p>পাঠাগারে আছে ৩২০টি বই।</p>",
                Authors = [new Contracts.Person("মিতালী সরকার")],
                Categories = ["international"],
                Tags = ["পাঠাগার"],
                Language = "bn",
                PublishedAt = Instant,
                UpdatedAt = Instant,
                RevisedAt = Instant,
            };
        }
    }

    /// <summary>An article's first publication.</summary>
    public static ArticlePublished ArticlePublished => new() { Article = Article };

    /// <summary>An entry of a feed; a new identity each time.</summary>
    public static Entry Entry
    {
        get
        {
            var id = Guid.CreateVersion7(Instant);
            return new()
            {
                Id = $"urn:uuid:{id}",
                Link = $"https://khobor.example/international/{id:N}",
                Title = "নদীর পাড়ে নতুন পাঠাগার খুলল",
                Summary = "<p>গ্রামের শিশুরা এখন বিকেলে বই পড়তে পারবে।</p>",
                Published = Instant,
                Updated = Instant,
                Authors = [new Formats.Person("মিতালী সরকার")],
                Categories = [new Category("আন্তর্জাতিক")],
            };
        }
    }

    /// <summary>A feed without entries.</summary>
    public static Feed Feed =>
        new()
        {
            Title = "নমুনা সংবাদ",
            Description = "একটি কাল্পনিক সংবাদপত্র",
            Link = "https://khobor.example/",
            Self = "https://khobor.example/feeds/all.rss",
            Language = "bn",
            Updated = Instant,
        };
}
