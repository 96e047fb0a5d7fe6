using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Syndication.Formats.Documents;
using Syndication.Formats.Html;

namespace Syndication.Formats.Tests.RoundTrips;

/// <summary>
/// What a feed is made of: a number for the feed and one for each entry. The lower bits say which fields are there,
/// the upper ones vary what they say. A counterexample shrinks by losing entries and bits.
/// </summary>
internal sealed record FeedSeed(int Feed, int[] Entries)
{
    private const int Fields = 16;

    // Texts may be told from markup only where they do not look like it: RSS does not say which they are.
    private static readonly string[] Pieces =
    [
        "নদীর",
        "র‍্যাব",
        "ন্‌ত",
        "ড়",
        "ঢাকা ২০২৫",
        "The dam",
        "Ångström",
        "👩🏽‍🚀",
        "𝔘𝔫",
        "العربية",
        "& ক",
        "৫ < ৬",
        "> গ",
        "]]>",
        "\"ঘ\" 'ঙ'",
        "a=1&b=২",
        "— …",
    ];

    public static Arbitrary<FeedSeed> Any { get; } =
        Arb.From(
            from feed in Gen.Choose(int.MinValue, int.MaxValue)
            from entries in Gen.Choose(int.MinValue, int.MaxValue).ArrayOf()
            select new FeedSeed(feed, entries),
            seed => seed.Smaller()
        );

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"new FeedSeed({Feed}, [{string.Join(", ", Entries)}])");

    public Feed Make()
    {
        bool Has(int bit) => (Feed & (1 << bit)) != 0;
        return new Feed
        {
            Title = Text(Feed, 1),
            Id = Has(0) ? "urn:test:feed" : null,
            Link = "https://example.news/",
            Self = Has(1) ? "https://example.news/feeds/all?a=%E0%A6%95" : null,
            Description = Has(2) ? Text(Feed, 2) : null,
            Hubs = Has(3) ? ["https://example.news/hub", "https://hub.example/"] : [],
            Language = Has(4) ? "bn" : null,
            Updated = Has(5) ? When(Feed) : null,
            Rights = Has(6) ? Text(Feed, 3) : null,
            Image = Has(7) ? "https://example.news/logo.png" : null,
            Icon = Has(8) ? "https://example.news/icon.png" : null,
            Generator = Has(9) ? Text(Feed, 4) : null,
            Ttl = Has(10) ? 15 : null,
            Authors = Has(11) ? [Someone(Feed, 5)] : [],
            Categories = Has(12) ? [About(Feed, 6)] : [],
            Pages = Has(13)
                ? new FeedPages { Next = "https://example.news/feeds/all?page=2" }
                : FeedPages.None,
            Entries = [.. Entries.Select(Make)],
        };
    }

    private static Entry Make(int seed, int number)
    {
        bool Has(int bit) => (seed & (1 << bit)) != 0;
        var link = string.Create(
            CultureInfo.InvariantCulture,
            $"https://example.news/{number}?a=1&b=%E0%A6%95#c"
        );
        return new Entry
        {
            Title = Text(seed, 1),
            Id = Has(0) ? string.Create(CultureInfo.InvariantCulture, $"urn:test:{number}") : null,
            Link = Has(0) && !Has(1) ? null : link,
            Summary = Has(2) ? Html(seed, 2) : null,
            Content = Has(3) ? Html(seed, 3) : null,
            Published = Has(4) ? When(seed) : null,
            Updated = Has(5) ? When(seed).AddMilliseconds(1234) : null,
            Authors = Has(6) ? [Someone(seed, 4), Someone(seed, 5)] : [],
            Contributors = Has(7) ? [Someone(seed, 6)] : [],
            Categories = Has(8) ? [About(seed, 7), About(seed, 8)] : [],
            Enclosures = Has(9)
                ?
                [
                    new("https://example.news/1.mp3", "audio/mpeg", 48213),
                    new("https://example.news/1.mp4", "video/mp4"),
                ]
                : [],
            Image = Has(10)
                ? new("https://example.news/1.jpg", Text(seed, 9), 1200, 630, "image/jpeg")
                : null,
            Language = Has(11) ? "en-GB" : null,
            Rights = Has(12) ? Text(seed, 10) : null,
            Comments = Has(13) ? link + "omments" : null,
            Source = Has(14) ? new("urn:test:river", Text(seed, 11), "https://river.example/") : null,
        };
    }

    private IEnumerable<FeedSeed> Smaller() =>
        [
            .. Entries.Select((_, i) => this with { Entries = [.. Entries[..i], .. Entries[(i + 1)..]] }),
            .. FewerBits(Feed).Select(feed => this with { Feed = feed }),
            .. Entries.SelectMany(
                (entry, i) =>
                    FewerBits(entry)
                        .Select(e => this with { Entries = [.. Entries[..i], e, .. Entries[(i + 1)..]] })
            ),
        ];

    private static IEnumerable<int> FewerBits(int bits) =>
        Enumerable.Range(0, 32).Select(bit => bits & ~(1 << bit)).Where(fewer => fewer != bits);

    // No two alike: one person told twice is one person.
    private static Person Someone(int seed, int salt)
    {
        var mixed = Mixed(seed, salt);
        return new Person(
            $"{Text(seed, salt)} {salt}",
            mixed % 3 == 0 ? $"reporter{salt}@example.news" : null,
            mixed % 5 < 3 ? $"https://example.news/people/{salt}" : null
        );
    }

    private static Category About(int seed, int salt)
    {
        var scheme = Mixed(seed, salt) % 2 == 0 ? "https://example.news/c/" : null;
        return new Category(
            $"t{salt} {Text(seed, salt)}",
            scheme,
            Mixed(seed, salt) % 5 < 2 ? Text(seed, salt + 1) : null
        );
    }

    // HTML as cleaning leaves it: what it was cleaned of once does not change again.
    private static string Html(int seed, int salt)
    {
        var text = Words.AsHtml(Text(seed, salt));
        var html = (Mixed(seed, salt) % 4) switch
        {
            0 => text,
            1 => $"<p>{text}</p>",
            2 =>
                $"<p>{text} <a href=\"https://river.example/?a=1&amp;b=2\">{text}</a></p><ul><li>{text}</li></ul>",
            _ => $"<p><em>{text}</em><br>{text}</p><pre>]]&gt; &amp;amp; &lt;b&gt;</pre>",
        };
        return HtmlCleaner.Clean(html, baseUrl: null);
    }

    private static string Text(int seed, int salt)
    {
        var mixed = Mixed(seed, salt);
        var words = Enumerable
            .Range(0, 1 + (int)(mixed % 4))
            .Select(i => Pieces[(mixed >> (4 * i)) % (uint)Pieces.Length]);
        return string.Join(' ', words);
    }

    private static DateTimeOffset When(int seed) =>
        Some.Noon.AddMilliseconds(Mixed(seed, 99) % 100_000_000_000).ToOffset(TimeSpan.Zero);

    // The upper bits alone, so that a field lost leaves the others as they are.
    private static uint Mixed(int seed, int salt) =>
        unchecked((((uint)seed >> Fields) + 1) * 2654435761u ^ ((uint)salt * 2246822519u)) >> 3;
}
