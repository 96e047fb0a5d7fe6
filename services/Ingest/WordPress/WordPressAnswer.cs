using System.Text.Json;

namespace Syndication.Ingest.WordPress;

/// <summary>One answer of a site's REST API.</summary>
internal abstract record WordPressAnswer
{
    private WordPressAnswer() { }

    /// <summary><paramref name="Pages"/> of the whole list, where the site tells.</summary>
    public sealed record Good(JsonElement Json, int? Pages) : WordPressAnswer;

    /// <summary><paramref name="Code"/> is WordPress's own, such as <c>rest_post_invalid_id</c>.</summary>
    public sealed record Bad(WordPressReading.Failed Failure, string? Code = null, bool IsTooLarge = false)
        : WordPressAnswer;
}
