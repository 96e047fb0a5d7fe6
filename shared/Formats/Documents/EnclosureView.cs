namespace Syndication.Formats.Documents;

/// <summary>A file with an address and a type; length in bytes, where known.</summary>
internal readonly record struct EnclosureView(string Url, string Type, long? Length)
{
    // So many are compared each with each.
    private const int Few = 16;

    /// <summary>Makes of a list, whatever was in it, these files, each address once.</summary>
    public static void Fill(List<EnclosureView> files, IReadOnlyList<Enclosure> enclosures)
    {
        files.Clear();
        var seen = enclosures.Count > Few ? new HashSet<string>(StringComparer.Ordinal) : null;
        for (var i = 0; i < enclosures.Count; i++)
        {
            if (Of(enclosures[i]) is { } file && (seen?.Add(file.Url) ?? !Holds(files, file.Url)))
            {
                files.Add(file);
            }
        }
    }

    private static bool Holds(List<EnclosureView> files, string url)
    {
        foreach (var file in files)
        {
            if (file.Url == url)
            {
                return true;
            }
        }

        return false;
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
