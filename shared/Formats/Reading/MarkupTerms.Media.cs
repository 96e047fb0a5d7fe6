using System.Collections.Frozen;

namespace Syndication.Formats.Reading;

// Files and pictures.
internal sealed partial class MarkupTerms
{
    // Ends of addresses that are no pictures, where a file's type is not said.
    private static readonly FrozenSet<string> Files = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        (
            ".aac .avi .flac .flv .m3u8 .m4a .m4v .mkv .mov .mp3 .mp4 .mpeg .mpg .oga .ogg .ogv .opus .pdf .wav "
            + ".webm .wmv"
        ).Split(' ')
    );

    private void MediaContent(Frame frame)
    {
        var url = context.Resource(markup["url"], frame.Base, frame.Line);
        if (url is null)
        {
            return;
        }

        var type = Some(markup["type"]);
        var medium = markup["medium"]?.Trim().ToLowerInvariant();
        if (
            medium == "image"
            || medium is null && type?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true
        )
        {
            MediaPicture(frame, url, type, markup["isdefault"] == "true" ? 5 : 4);
        }
        else if (
            type is not null
            || medium is "audio" or "video" or "document" or "executable"
            || IsFile(url)
        )
        {
            _entry?.AddEnclosure(new(url, type, Figures.Read(markup["filesize"])));
        }
        else
        {
            // Of no type, such as WordPress gives its pictures.
            MediaPicture(frame, url, type, 2);
        }
    }

    private void MediaPicture(Frame frame, string url, string? type, int rank)
    {
        frame.Detail = "image";
        // Blogs put their author's portrait first; it shows nothing of the entry.
        if (url.Contains("gravatar.com/avatar/", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var image = new FeedImage(
            url,
            null,
            Figures.Small(markup["width"]),
            Figures.Small(markup["height"]),
            type
        );
        _entry?.Image.OfferFirst(image, rank);
        frame.IsTold = ReferenceEquals(_entry?.Image.Value, image);
    }

    private static bool IsFile(string url)
    {
        var path = url.AsSpan();
        var end = path.IndexOfAny('?', '#');
        path = end < 0 ? path : path[..end];
        var dot = path.LastIndexOf('.');
        return dot >= 0 && Files.GetAlternateLookup<ReadOnlySpan<char>>().Contains(path[dot..]);
    }

    private void Enclose(string? address, string? length, Frame frame)
    {
        if (context.Resource(address, frame.Base, frame.Line) is { } url)
        {
            _entry?.AddEnclosure(new(url, Some(markup["type"]), Figures.Read(length)));
        }
    }

    private void Picture(string? url, int rank)
    {
        if (url is null)
        {
            return;
        }

        if (_entry is null)
        {
            _feed.Image.OfferFirst(url, rank);
        }
        else
        {
            _entry.Image.OfferFirst(
                new(url, null, Figures.Small(markup["width"]), Figures.Small(markup["height"])),
                rank
            );
        }
    }

    private void Logo(string address, Frame frame)
    {
        var url = context.Resource(address, frame.Base, frame.Line);
        if (_entry is null && string.Equals(markup["style"], "icon", StringComparison.OrdinalIgnoreCase))
        {
            _feed.Icon.Offer(url, 1);
        }
        else
        {
            Picture(url, 2);
        }
    }
}
