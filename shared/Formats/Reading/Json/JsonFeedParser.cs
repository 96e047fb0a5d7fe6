using System.Collections.Frozen;
using System.Text.Json;

namespace Syndication.Formats.Reading.Json;

/// <summary>Reads JSON Feed 1.0 and 1.1, token after token; members that nobody knows are passed over.</summary>
internal sealed class JsonFeedParser(ReadContext context)
{
    private static readonly FrozenSet<string> HubTypes = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ["WebSub", "PubSubHubbub"]
    );

    private readonly FeedDraft _feed = new(context);
    private FeedVersion _version;
    private bool _hasVersion;
    private bool _hasItems;
    private readonly LineOfBytes _lines = new();

    /// <exception cref="JsonException">Not well-formed, in a strict reading.</exception>
    /// <exception cref="UnreadableFeedException">JSON, but no feed.</exception>
    public (FeedVersion, Feed) Read(ReadOnlySpan<byte> json, bool isStrict)
    {
        var options = new JsonReaderOptions
        {
            MaxDepth = Markup.Depth,
            AllowTrailingCommas = !isStrict,
            CommentHandling = isStrict ? JsonCommentHandling.Disallow : JsonCommentHandling.Skip,
        };
        var reader = new Utf8JsonReader(json, options);
        try
        {
            reader.Read();
            Members(ref reader, json);
            if (isStrict)
            {
                reader.Read(); // nothing may follow
            }
        }
        catch (JsonException fault) when (!isStrict && (_hasVersion || _hasItems))
        {
            context.Problems.Add("truncated", $"Read as far as it goes. {fault.Message}", Line(fault));
        }

        return _hasVersion || _hasItems
            ? (_version, _feed.Build())
            : throw new UnreadableFeedException("This JSON is no feed: it has neither version nor items.", 1);
    }

    public static int Line(JsonException fault) => (int)Math.Min(int.MaxValue, (fault.LineNumber ?? 0) + 1);

    private void Members(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        while (JsonText.NextMember(ref reader, out var name))
        {
            var line = _lines.At(json, reader.TokenStartIndex);
            switch (name)
            {
                case "version":
                    Version(JsonText.Of(ref reader));
                    break;
                case "items" when reader.TokenType == JsonTokenType.StartArray:
                    _hasItems = true;
                    Items(ref reader, json);
                    break;
                case "hubs":
                    Hubs(ref reader, line);
                    break;
                case "author" or "authors":
                    JsonPeople.Read(ref reader, _feed, context, line);
                    break;
                default:
                    Told(name, JsonText.Of(ref reader), line);
                    break;
            }
        }
    }

    private void Version(string? text)
    {
        _hasVersion = text?.Contains("jsonfeed.org/version/", StringComparison.OrdinalIgnoreCase) == true;
        _version =
            !_hasVersion ? FeedVersion.Unknown
            : text!.TrimEnd('/').EndsWith("/1.1", StringComparison.Ordinal) ? FeedVersion.Json11
            : FeedVersion.Json10;
    }

    private void Told(string name, string? text, int line)
    {
        switch (name)
        {
            case "title":
                _feed.Title.Offer(JsonText.Plain(text), 1);
                break;
            case "description":
                _feed.Description.Offer(JsonText.Plain(text), 1);
                break;
            case "home_page_url":
                _feed.Link.Offer(context.Link(text, context.BaseUrl, line), 1);
                break;
            case "feed_url":
                _feed.Self = context.Link(text, context.BaseUrl, line);
                break;
            case "next_url":
                _feed.Pages = _feed.Pages with { Next = context.Link(text, context.BaseUrl, line) };
                break;
            case "icon":
                _feed.Image.Offer(context.Resource(text, context.BaseUrl, line), 1);
                break;
            case "favicon":
                _feed.Icon.Offer(context.Resource(text, context.BaseUrl, line), 1);
                break;
            case "language":
                _feed.Language.Offer(Documents.LanguageTag.Of(text), 1);
                break;
        }
    }

    private void Hubs(ref Utf8JsonReader reader, int line)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            string? url = null;
            string? type = null;
            while (JsonText.NextMember(ref reader, out var name))
            {
                var text = JsonText.Of(ref reader);
                url = name == "url" ? context.Link(text, context.BaseUrl, line) : url;
                type = name == "type" ? text : type;
            }

            // rssCloud's are no hubs of WebSub, and not asked the same way.
            var isHub = type is null || HubTypes.Contains(type);
            if (isHub && url is not null && _feed.Hubs.Count < Draft.MostOfAKind && !_feed.Hubs.Contains(url))
            {
                _feed.Hubs.Add(url);
            }
        }
    }

    private void Items(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var item = new JsonItemParser(context);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var line = _lines.At(json, reader.TokenStartIndex);
            if (reader.TokenType == JsonTokenType.StartObject && _feed.MayBegin(line))
            {
                _feed.Take(item.Read(ref reader, line).Build(_feed.ShownLanguage));
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
