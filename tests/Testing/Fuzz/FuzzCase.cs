using Syndication.Formats;

namespace Syndication.Testing.Fuzz;

/// <summary>A spoilt document with what is said of it; the seed gives both again.</summary>
public sealed record FuzzCase(int Seed, byte[] Document, FeedReadOptions Options)
{
    private static readonly string?[] ContentTypes =
    [
        null,
        "application/rss+xml; charset=utf-8",
        "text/xml; charset=windows-1252",
        "application/feed+json",
        "text/html; charset=\"x-nothing\"",
        "; charset=utf-16",
    ];

    /// <param name="documents">Sound ones, at least one.</param>
    /// <param name="seed">Any number.</param>
    public static FuzzCase Make(IReadOnlyList<byte[]> documents, int seed)
    {
        var random = new Random(seed);
        var document = new Mutator(random, documents).Next();
        var options = new FeedReadOptions
        {
            ContentType = random.Next(3) == 0 ? ContentTypes[random.Next(ContentTypes.Length)] : null,
            BaseUrl = random.Next(2) == 0 ? new Uri("https://example.news/feeds/খবর?a=1#b") : null,
            Clean = random.Next(4) != 0,
        };
        return new(seed, document, options);
    }
}
