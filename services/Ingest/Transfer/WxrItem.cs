namespace Syndication.Ingest.Transfer;

/// <summary>A post, page, attachment or whatever else WordPress's export holds, as it stands there.</summary>
internal sealed class WxrItem
{
    /// <summary>Where it begins in the file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Texts by local name, such as <c>title</c>, <c>post_id</c>; of several the first.</summary>
    public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);
    public List<WxrTerm> Terms { get; } = [];

    /// <summary>The post's picture: another item's <c>post_id</c>.</summary>
    public string? ThumbnailId { get; set; }

    public string? this[string name] => Texts.GetValueOrDefault(name);

    public string? Type => this["post_type"];
}

/// <summary>A category or tag; <paramref name="Nicename"/> is its slug, percent-encoded.</summary>
internal sealed record WxrTerm(string Domain, string? Nicename, string Name);
