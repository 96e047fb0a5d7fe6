namespace Syndication.Formats.Documents;

/// <summary>A picture with an address and a type; width and height in pixels, where known.</summary>
internal readonly record struct ImageView(string Url, string Type, string? Alt, int? Width, int? Height)
{
    public static ImageView? Of(FeedImage? image) =>
        Uris.Web(image?.Url) is { } url
            ? new ImageView(
                url,
                MediaType.Of(image!.Type, url, "image/jpeg"),
                FeedView.Text(image.Alt),
                image.Width is > 0 ? image.Width : null,
                image.Height is > 0 ? image.Height : null
            )
            : null;
}
