namespace Syndication.Formats.Documents;

/// <summary>A file with an address and a type; length in bytes, where known.</summary>
internal sealed record EnclosureView(string Url, string Type, long? Length)
{
    public static IReadOnlyList<EnclosureView> Of(IReadOnlyList<Enclosure> enclosures) =>
        enclosures.Count == 0
            ? []
            :
            [
                .. enclosures
                    .Select(Of)
                    .OfType<EnclosureView>()
                    .DistinctBy(e => e.Url, StringComparer.Ordinal),
            ];

    private static EnclosureView? Of(Enclosure enclosure) =>
        Uris.Web(enclosure.Url) is { } url
            ? new EnclosureView(
                url,
                MediaType.Of(enclosure.Type, url, "application/octet-stream"),
                enclosure.Length is > 0 ? enclosure.Length : null
            )
            : null;
}
