namespace Syndication.Formats.Tests;

/// <summary>Valid and dull values; invented people and sentences.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2025, 8, 13, 12, 43, 0, 125, TimeSpan.FromHours(6));

    public static readonly Entry Entry = new()
    {
        Id = "urn:uuid:0198a1b2-0000-7000-8000-000000000001",
        Link = "https://example.news/international/7781",
        Title = "নদীর ধারে নতুন বাঁধ",
        Summary = "<p>বর্ষার আগেই কাজ শেষ হবে।</p>",
        Content = "<p>বর্ষার আগেই কাজ শেষ হবে বলে জানিয়েছেন প্রকৌশলী।</p>",
        Published = Noon,
        Updated = Noon.AddHours(1),
    };

    public static readonly Feed Feed = new()
    {
        Id = "urn:uuid:0198a1b2-0000-7000-8000-00000000feed",
        Title = "ভোরের পাতা",
        Description = "দেশ ও দশের খবর",
        Link = "https://example.news/",
        Self = "https://example.news/feeds/all.rss?limit=5",
        Hubs = ["https://example.news/hub"],
        Language = "bn",
        Updated = Noon.AddHours(2),
        Entries = [Entry],
    };
}
