using System.Text;
using Syndication.Ingest.Pages;

namespace Syndication.Ingest.Tests.Pages;

internal static class Page
{
    /// <summary>For what would take hours if some step looked at everything for every element; no measurement.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly HashSet<string> Categories = new(StringComparer.OrdinalIgnoreCase)
    {
        "আন্তর্জাতিক",
        "কৃষি ও প্রকৃতি",
        "খেলাধুলা",
        "জোকস",
        "তথ্যপ্রযুক্তি",
        "প্রবাস",
        "বই থেকে",
        "campus",
        "National",
        "best",
        "cassinoBR",
    };

    public static PageContext Context { get; } =
        new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Dhaka"), Categories.Contains);

    public static ExtractedArticle? Fixture(string name, string url = "https://nodipar.example/krishi/chhora")
    {
        using var stream =
            typeof(Page).Assembly.GetManifestResourceStream($"Pages.{name}")
            ?? throw new FileNotFoundException(name);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return ArticleExtractor.Extract(bytes.ToArray(), null, new Uri(url), Context);
    }

    public static ExtractedArticle? Read(string html) =>
        ArticleExtractor.Extract(
            Encoding.UTF8.GetBytes(html),
            "utf-8",
            new Uri("https://nodipar.example/krishi/chhora"),
            Context
        );

    /// <summary>A page that is an article by its class, around the given body.</summary>
    public static ExtractedArticle? WithBody(string body) =>
        Read($"<body class=single-post><h1>শিরোনাম এখানে</h1><div class=entry-content>{body}</div>");
}
