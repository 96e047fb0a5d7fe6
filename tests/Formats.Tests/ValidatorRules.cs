using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Syndication.Formats.Tests;

/// <summary>What the W3C validator complains about, as far as it can be seen in the document alone.</summary>
internal static partial class ValidatorRules
{
    public static IEnumerable<string> OfRss(XElement channel, string? self)
    {
        var links = channel.Elements(Written.Atom + "link").ToList();
        foreach (var name in new[] { "title", "link", "description" })
        {
            if (channel.Elements(name).Count() != 1 && (name != "link" || self is not null))
            {
                yield return $"channel needs one {name}";
            }
        }

        if (links.SingleOrDefault(l => l.Attribute("rel")!.Value == "self")?.Attribute("href")!.Value != self)
        {
            yield return "self differs";
        }

        if (
            channel.Element("image") is { } image
            && (Differs(image, channel, "title") || Differs(image, channel, "link"))
        )
        {
            yield return "image is not the channel's";
        }

        foreach (var complaint in channel.Elements("item").SelectMany(OfItem).Concat(OfUris(channel)))
        {
            yield return complaint;
        }

        if (HasDoubles(channel.Elements("item").Select(i => i.Element("guid")!.Value)))
        {
            yield return "double guid";
        }
    }

    public static IEnumerable<string> OfAtom(XElement feed, bool isNameless)
    {
        foreach (var parent in feed.Elements(Written.Atom + "entry").Prepend(feed))
        {
            foreach (var name in new[] { "id", "title", "updated" })
            {
                var none = isNameless && parent == feed && name == "id"; // nothing to make one of
                if (parent.Elements(Written.Atom + name).Count() != (none ? 0 : 1))
                {
                    yield return $"{parent.Name.LocalName} needs one {name}";
                }
            }
        }

        if (feed.Element(Written.Atom + "author") is null)
        {
            yield return "nobody wrote it";
        }

        foreach (var entry in feed.Elements(Written.Atom + "entry"))
        {
            var alternate = entry
                .Elements(Written.Atom + "link")
                .Any(l => l.Attribute("rel")!.Value == "alternate");
            if (!alternate && entry.Element(Written.Atom + "content") is null)
            {
                yield return "neither link nor content";
            }
        }

        foreach (var date in feed.Descendants().Where(e => e.Name.LocalName is "updated" or "published"))
        {
            if (!Rfc3339().IsMatch(date.Value))
            {
                yield return $"date {date.Value}";
            }
        }
    }

    public static IEnumerable<string> OfJson(JsonElement feed)
    {
        foreach (var item in feed.GetProperty("items").EnumerateArray())
        {
            if (!item.TryGetProperty("id", out _))
            {
                yield return "no id";
            }

            if (item.TryGetProperty("content_html", out _) == item.TryGetProperty("content_text", out _))
            {
                yield return "content once";
            }
        }
    }

    private static IEnumerable<string> OfItem(XElement item)
    {
        var order = item.Elements().Select(e => e.Name).ToList();
        var description = order.IndexOf("description");
        var content = order.IndexOf(Written.Content + "encoded");
        if (content >= 0 && (description < 0 || description > content))
        {
            yield return "content without or before description";
        }

        if (item.Elements("enclosure").Count() > 1 || item.Element("author") is not null)
        {
            yield return "two enclosures, or an author";
        }

        if (item.Elements("enclosure").Any(e => e.Attributes().Count() != 3))
        {
            yield return "enclosure without url, length or type";
        }

        if (string.IsNullOrWhiteSpace(item.Element("title")?.Value) || item.Elements("guid").Count() != 1)
        {
            yield return "no title or no guid";
        }

        if (item.Element("pubDate") is { } date && !IsRfc822(date.Value))
        {
            yield return $"date {date.Value}";
        }
    }

    public static IEnumerable<string> OfUris(XElement root) =>
        root.DescendantsAndSelf()
            .SelectMany(e =>
                e.Attributes().Where(a => a.Name.LocalName is "href" or "url" or "scheme" or "domain")
            )
            .Select(a => a.Value)
            .Concat(
                root.Descendants()
                    .Where(e => e.Name.LocalName is "link" or "url" or "uri" && !e.HasAttributes)
                    .Select(e => e.Value)
            )
            .Where(u => !AsciiUri().IsMatch(u))
            .Select(u => $"URI {u}");

    private static bool IsRfc822(string text) =>
        DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool Differs(XElement image, XElement channel, string name) =>
        image.Element(name)!.Value != channel.Element(name)!.Value;

    private static bool HasDoubles(IEnumerable<string> values) =>
        values.GroupBy(v => v, StringComparer.Ordinal).Any(g => g.Count() > 1);

    [GeneratedRegex(
        @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Rfc3339();

    [GeneratedRegex(
        @"^[a-z]+:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%\[\]]+$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex AsciiUri();
}
