using Syndication.Formats.Documents;

namespace Syndication.Formats.Sitemap;

/// <summary>Languages as Google's news sitemaps name them: ISO 639 alone, and Chinese in two kinds.</summary>
internal static class NewsLanguage
{
    private static readonly string[] Traditional = ["hant", "tw", "hk", "mo"];

    /// <summary>Two or three letters, <c>zh-cn</c> or <c>zh-tw</c>; null where the text is no tag.</summary>
    public static string? Of(string? tag)
    {
        if (LanguageTag.Of(tag)?.ToLowerInvariant().Split('-') is not [var language, .. var rest])
        {
            return null;
        }

        return language != "zh" ? language
            : rest.Intersect(Traditional).Any() ? "zh-tw"
            : "zh-cn";
    }
}
