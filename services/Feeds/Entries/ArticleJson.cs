using System.Text.Json;
using Syndication.Contracts;
using Syndication.Hosting.Json;

namespace Syndication.Feeds.Entries;

/// <summary>How an article lies in the store: JSON in UTF-8.</summary>
internal static class ArticleJson
{
    public static byte[] Write(Article article) =>
        JsonSerializer.SerializeToUtf8Bytes(article, HouseJson.Options);

    public static Article Read(byte[] json) =>
        JsonSerializer.Deserialize<Article>(json, HouseJson.Options)
        ?? throw new JsonException("An article lies in the store as null.");
}
