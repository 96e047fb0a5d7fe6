namespace Syndication.Formats.Reading;

/// <summary>A picture while it is read.</summary>
internal sealed class ImageDraft
{
    public string? Url { get; set; }
    public int? Width { get; set; }
    public int? Height { get; set; }
}
