using Syndication.Formats.Documents;
using Syndication.Formats.Encodings;
using Syndication.Formats.Xml;

namespace Syndication.Formats.Rss;

/// <summary>What an item carries: at most one enclosure, and everything as <c>media:content</c> (Media RSS 1.5).</summary>
internal static class RssMedia
{
    public static void Write(ref Utf8Output xml, in EntryView entry)
    {
        if (entry.Enclosures.Length > 0)
        {
            Enclosure(ref xml, entry.Enclosures[0]);
        }
        else if (entry.Image is { } image)
        {
            Enclosure(ref xml, new EnclosureView(image.Url, image.Type, Length: null));
        }

        Picture(ref xml, entry.Image);
        foreach (var enclosure in entry.Enclosures)
        {
            if (enclosure.Url == entry.Image?.Url)
            {
                continue;
            }

            xml.Raw("<media:content"u8);
            xml.Attribute("url"u8, enclosure.Url);
            xml.Attribute("fileSize"u8, enclosure.Length);
            xml.Attribute("type"u8, enclosure.Type);
            xml.Attribute("medium"u8, MediaType.Medium(enclosure.Type));
            xml.Raw("/>\n"u8);
        }
    }

    /// <summary>The entry's picture; Atom shows it the same way.</summary>
    public static void Picture(ref Utf8Output xml, ImageView? picture)
    {
        if (picture is not { } image)
        {
            return;
        }

        xml.Raw("<media:content"u8);
        xml.Attribute("url"u8, image.Url);
        xml.Attribute("type"u8, image.Type);
        xml.Attribute("medium"u8, "image"u8);
        xml.Attribute("width"u8, image.Width);
        xml.Attribute("height"u8, image.Height);
        if (image.Alt is null)
        {
            xml.Raw("/>\n"u8);
            return;
        }

        xml.Raw("><media:description type=\"plain\">"u8);
        xml.Text(image.Alt);
        xml.Raw("</media:description></media:content>\n"u8);
    }

    // All three attributes are required; 0 stands for a length nobody knows.
    private static void Enclosure(ref Utf8Output xml, EnclosureView enclosure)
    {
        xml.Raw("<enclosure"u8);
        xml.Attribute("url"u8, enclosure.Url);
        xml.Attribute("length"u8, enclosure.Length ?? 0);
        xml.Attribute("type"u8, enclosure.Type);
        xml.Raw("/>\n"u8);
    }
}
