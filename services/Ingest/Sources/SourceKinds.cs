namespace Syndication.Ingest.Sources;

/// <summary>A kind's name in JSON.</summary>
internal static class SourceKinds
{
    public static string Name(this SourceKind kind) =>
        kind switch
        {
            SourceKind.WordPress => "wordpress",
            SourceKind.Page => "page",
            _ => "feed",
        };

    public static SourceKind? Find(string? name) =>
        name switch
        {
            "feed" => SourceKind.Feed,
            "wordpress" => SourceKind.WordPress,
            "page" => SourceKind.Page,
            _ => null,
        };
}
