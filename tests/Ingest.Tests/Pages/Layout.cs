using System.Text.Json;
using System.Text.Json.Serialization;
using Syndication.Ingest.Pages;

namespace Syndication.Ingest.Tests.Pages;

/// <summary>What is to be found on a page that stands beside it, as a site of its kind serves it.</summary>
internal sealed record Layout
{
    private const string Prefix = "Layouts.";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly HashSet<string> Known = new(
        [
            "জাতীয়",
            "আন্তর্জাতিক",
            "খেলাধুলা",
            "দেশজুড়ে",
            "ধর্ম",
            "প্রবাস",
            "চাকরি",
            "জোকস",
            "ক্যাম্পাস",
            "তথ্যপ্রযুক্তি",
            "কৃষি ও প্রকৃতি",
            "নারী ও শিশু",
            "বই থেকে",
            "best",
            "cassinoBR",
            "Local",
            "World",
            "Science",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Where the page was fetched.</summary>
    public required string Url { get; init; }

    /// <summary>The article's own address, where it is another.</summary>
    public string? Told { get; init; }

    public required string Title { get; init; }
    public IReadOnlyList<string> Authors { get; init; } = [];
    public DateTimeOffset? PublishedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public string? Image { get; init; }
    public IReadOnlyList<string> Categories { get; init; } = [];
    public IReadOnlyList<string> Tags { get; init; } = [];
    public string? Language { get; init; }
    public string? Source { get; init; }

    /// <summary>How the body's text begins.</summary>
    public required string First { get; init; }

    /// <summary>How it ends.</summary>
    public required string Last { get; init; }

    /// <summary>What stands in the body's HTML.</summary>
    public IReadOnlyList<string> Present { get; init; } = [];

    /// <summary>What must not.</summary>
    public IReadOnlyList<string> Absent { get; init; } = [];

    public static IEnumerable<string> Names =>
        typeof(Layout)
            .Assembly.GetManifestResourceNames()
            .Where(n =>
                n.StartsWith(Prefix, StringComparison.Ordinal)
                && n.EndsWith(".html", StringComparison.Ordinal)
            )
            .Select(n => n[Prefix.Length..^".html".Length])
            .Order(StringComparer.Ordinal);

    public static Layout Of(string name) => JsonSerializer.Deserialize<Layout>(Bytes($"{name}.json"), Json)!;

    public static ExtractedArticle? Read(string name, string url) =>
        ArticleExtractor.Extract(
            Bytes($"{name}.html"),
            null,
            new Uri(url),
            new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Dhaka"), Known.Contains)
        );

    private static byte[] Bytes(string name)
    {
        using var stream =
            typeof(Layout).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new FileNotFoundException(name);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
