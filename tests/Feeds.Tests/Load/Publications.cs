using Syndication.Contracts;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Load;

/// <summary>Generated publications, each a category of its own; the same whenever they are asked for.</summary>
internal static class Publications
{
    /// <summary>More than a feed shows unless asked for more.</summary>
    private const int Many = 60;
    private const int Longest = 30_000;

    private static readonly string[] Bengali =
        "নদীর ধারে নতুন বাঁধ ক্ষমতা র‍্যাব বিদ্যুৎ ২৪ জ্ঞান স্ত্রী ড়ঢ়য়".Split(' ');
    private static readonly string[] Latin = "river bank café naïve 24 co-op O’Neill Straße".Split(' ');

    private static readonly string[] Odd =
    [
        "]]>",
        "<![CDATA[",
        "&amp;",
        "& < > \" '",
        "\u0000\u0008\u000B\u001F\u007F",
        "\uFFFE\uFFFF\uFFFD",
        "\uD83D",
        "\uDE00",
        "😀👩‍👩‍👧‍👦🇧🇩",
        "শ\u200Dক্\u200Cষ",
        "עברית\u202E\u2066",
        "\t\r\n\u2028",
        "e\u0301\u0323",
        "<!-- ক --> <?খ ?>",
        "\uFEFF",
        "&#x0; &#55357; &nbsp;",
    ];

    public static IReadOnlyList<(string Category, Article[] Articles)> All { get; } =
    [
        Make("national", 1, Many, random => Plain(random, Bengali)),
        Make("technology", 2, 7, random => Plain(random, Latin) with { Language = "en" }),
        ("jokes", []),
        Make("sports", 3, 1, random => Plain(random, Bengali)),
        Make(
            "country",
            4,
            12,
            random => Plain(random, Bengali) with { Content = Html(random, Bengali, Longest) }
        ),
        Make("religion", 5, 40, Sparse),
        Make("books", 6, 40, Strange),
    ];

    private static (string Category, Article[] Articles) Make(
        string category,
        int seed,
        int count,
        Func<Random, Article> make
    )
    {
        var random = new Random(seed);
        var articles = Enumerable
            .Range(0, count)
            .Select(i =>
            {
                var at = Some.Instant.AddMinutes(seed * 1_000 + i).AddMilliseconds(random.Next(1_000));
                return make(random) with
                {
                    Id = new Guid(seed, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, (byte)i),
                    PublishedAt = at,
                    UpdatedAt = at.AddMinutes(random.Next(3)),
                    RevisedAt = at.AddMinutes(3),
                    Categories = [category],
                };
            });
        return (category, [.. articles]);
    }

    private static Article Plain(Random random, string[] words) =>
        Some.Article with
        {
            Title = Words(random, words, 6),
            Summary = $"<p>{Words(random, words, 12)}</p>",
            Content = Html(random, words, 400),
            Url = $"https://khobor.example/{Uri.EscapeDataString(Words(random, words, 2))}/{random.Next()}",
            Image = new(
                $"https://img.khobor.example/{random.Next()}.jpg",
                Words(random, words, 3),
                1200,
                630
            ),
            Enclosures =
                random.Next(2) == 0 ? [] : [new("https://khobor.example/ক.mp3", "audio/mpeg", 4_821)],
        };

    // Whatever may be missing is, half of the time.
    private static Article Sparse(Random random)
    {
        var whole = Plain(random, Bengali);
        bool Has() => random.Next(2) == 0;
        return whole with
        {
            Title = Has() ? whole.Title : " ",
            Url = Has() ? whole.Url : null,
            Summary = Has() ? whole.Summary : null,
            Content = Has() ? whole.Content : null,
            Authors = Has() ? [new Person(" "), new Person("রওশন আরা বিথী", "bithi@khobor.example")] : [],
            Tags = Has() ? ["", "নদী"] : [],
            Image = Has() ? new("https://img.khobor.example/a b.jpg") : null,
            Enclosures = Has() ? [new("https://khobor.example/খ.pdf", null, null)] : [],
            Source = Has() ? new("আরেক কাগজ", Has() ? "https://other.example/ক" : null) : null,
            Correction = Has() ? "সংখ্যাটি ৩২ নয়, ২৩।" : null,
            Language = Has() ? "bn" : "und",
        };
    }

    private static Article Strange(Random random)
    {
        var text = Words(random, [.. Odd, .. Bengali], 6);
        return Plain(random, Bengali) with
        {
            Title = text,
            Summary = text,
            Content = $"<p>{Words(random, [.. Odd, .. Latin], 8)}</p>",
            Url =
                random.Next(3) == 0
                    ? $"https://khobor.example/{Words(random, Odd, 1)}"
                    : "https://khobor.example/ক?খ=গ&ঘ",
            Authors = [new Person(Words(random, Odd, 2))],
            Correction = Words(random, Odd, 2),
        };
    }

    private static string Html(Random random, string[] words, int length)
    {
        var html = "";
        while (html.Length < length)
            html +=
                $"<p>{Words(random, words, 40)} <a href=\"https://khobor.example/?ক=১&amp;b=2\">ক</a></p>";
        return html;
    }

    private static string Words(Random random, string[] words, int count) =>
        string.Join(' ', random.GetItems(words, count));
}
