using System.Security.Cryptography;
using System.Text.Json;
using Syndication.Contracts;
using Syndication.Hosting.Json;

namespace Syndication.Ingest.Articles;

/// <summary>What an article says, normalised and sanitised; two that are equal are the same revision.</summary>
internal record ArticleContent
{
    public string? Guid { get; init; }
    public string? Url { get; init; }
    public required string Title { get; init; }
    public string? Summary { get; init; }
    public string? Content { get; init; }
    public IReadOnlyList<Person> Authors { get; init; } = [];

    /// <summary>Slugs of allowed categories.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Names that are no category here, as they came.</summary>
    public IReadOnlyList<string> UnknownCategories { get; init; } = [];
    public IReadOnlyList<string> Tags { get; init; } = [];
    public required string Language { get; init; }
    public ArticleImage? Image { get; init; }
    public IReadOnlyList<Enclosure> Enclosures { get; init; } = [];
    public ArticleSource? Source { get; init; }
    public BreakingLevel Breaking { get; init; }

    /// <summary>Null once it has passed.</summary>
    public DateTimeOffset? EmbargoUntil { get; init; }
    public string? Correction { get; init; }

    /// <summary>Base64 of SHA-256 over all of the above, and of nothing that a derived record adds.</summary>
    public string Fingerprint()
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes<ArticleContent>(this, HouseJson.Options);
        return Convert.ToBase64String(SHA256.HashData(bytes));
    }
}
