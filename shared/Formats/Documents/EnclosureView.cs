namespace Syndication.Formats.Documents;

/// <summary>A file with an address and a type; length in bytes, where known.</summary>
internal readonly record struct EnclosureView(string Url, string Type, long? Length)
{
    /// <summary>Each address once.</summary>
    public static EnclosureView[] Of(IReadOnlyList<Enclosure> enclosures)
    {
        if (enclosures.Count == 0)
        {
            return [];
        }

        if (enclosures.Count == 1)
        {
            return Of(enclosures[0]) is { } only ? [only] : [];
        }

        return
        [
            .. enclosures.Select(Of).OfType<EnclosureView>().DistinctBy(e => e.Url, StringComparer.Ordinal),
        ];
    }

    private static EnclosureView? Of(Enclosure enclosure) =>
        Uris.Web(enclosure.Url) is { } url
            ? new EnclosureView(
                url,
                MediaType.Of(enclosure.Type, url, "application/octet-stream"),
                enclosure.Length is > 0 ? enclosure.Length : null
            )
            : null;
}
