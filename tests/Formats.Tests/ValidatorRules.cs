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

        foreach (
            var complaint in channel
                .Elements("item")
                .SelectMany(OfItem)
                .Concat(OfUris(channel))
                .Concat(OfParts(channel))
                .Concat(OfNames(channel.Parent!))
        )
        {
            yield return complaint;
        }

        if (HasDoubles(channel.Elements("item").Select(i => i.Element("guid")!.Value)))
        {
            yield return "double guid";
        }
    }

    public static IEnumerable<string> OfAtom(XElement feed, bool isNameless) =>
        OfElements(feed, isNameless)
            .Concat(OfAtomDates(feed))
            .Concat(OfParts(feed))
            .Concat(OfNames(feed))
            .Concat(OfUris(feed));

    private static IEnumerable<string> OfElements(XElement feed, bool isNameless)
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

    // RFC 5005, and RSS 2.0 of the hours in which nothing comes.
    private static IEnumerable<string> OfParts(XElement feed)
    {
        var rels = feed.Elements(Written.Atom + "link").Select(l => l.Attribute("rel")!.Value);
        if (HasDoubles(rels.Where(rel => rel != "hub")))
        {
            yield return "a relation twice";
        }

        if (feed.Elements().Count(e => e.Name.Namespace == Written.History) > 1)
        {
            yield return "complete, and an archive";
        }

        var hours = feed.Elements("skipHours").Elements("hour").Select(h => h.Value).ToList();
        if (HasDoubles(hours) || hours.Exists(h => int.Parse(h, CultureInfo.InvariantCulture) is < 0 or > 23))
        {
            yield return "an hour twice, or none of a day";
        }
    }

    // A namespace that validators do not know makes them warn, and so does one that nothing uses.
    private static IEnumerable<string> OfNames(XElement root)
    {
        var used = root.DescendantsAndSelf()
            .Select(e => e.Name.NamespaceName)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var optional in new[] { Written.History, Written.Tombstones })
        {
            var isDeclared = root.Attributes().Any(a => a.IsNamespaceDeclaration && a.Value == optional);
            if (isDeclared != used.Contains(optional.NamespaceName))
            {
                yield return $"{optional} declared in vain";
            }
        }

        foreach (var unknown in used.Except(Written.Known.Select(n => n.NamespaceName)))
        {
            yield return $"{unknown} is not known";
        }
    }

    private static IEnumerable<string> OfAtomDates(XElement feed)
    {
        foreach (var deleted in feed.Elements(Written.Tombstones + "deleted-entry"))
        {
            if (
                deleted.Attribute("ref") is null
                || !Rfc3339().IsMatch(deleted.Attribute("when")?.Value ?? "")
            )
            {
                yield return "a tombstone without ref or when";
            }
        }

        foreach (var date in feed.Descendants().Where(e => e.Name.LocalName is "updated" or "published"))
        {
            if (!Rfc3339().IsMatch(date.Value) || string.CompareOrdinal(date.Value, "1990") < 0)
            {
                yield return $"date {date.Value}";
            }
        }

        var updated = feed.Elements(Written.Atom + "entry")
            .Select(e => e.Element(Written.Atom + "updated")!.Value);
        if (HasDoubles(updated))
        {
            yield return "two entries of one instant";
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
                e.Attributes()
                    // The domain of a cloud is a host.
                    .Where(a =>
                        a.Name.LocalName is "href" or "url" or "scheme"
                        || (a.Name.LocalName == "domain" && e.Name.LocalName != "cloud")
                    )
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
