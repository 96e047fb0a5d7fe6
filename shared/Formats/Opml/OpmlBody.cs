using System.Text;
using Syndication.Formats.Dates;
using Syndication.Formats.Documents;
using Syndication.Formats.Reading;

namespace Syndication.Formats.Opml;

/// <summary>Walks through an OPML document; names count without regard to case or namespace.</summary>
internal sealed class OpmlBody(Markup markup)
{
    private const int LongestText = 4096;

    private readonly Dictionary<string, string> _head = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<OpmlOutline> _top = [];

    // For each element that is open: the outline that it is, or null.
    private readonly Stack<Draft?> _open = new();
    private readonly StringBuilder _text = new();
    private bool _isOpml;
    private int _outlines;

    public OpmlDocument Read()
    {
        for (var piece = markup.Read(); piece != Piece.Done; piece = markup.Read())
        {
            switch (piece)
            {
                case Piece.Start:
                    Start();
                    break;
                case Piece.Text:
                    _text.Append(markup.Text, 0, Math.Min(markup.Text.Length, LongestText));
                    break;
                default:
                    End();
                    break;
            }
        }

        if (!_isOpml)
        {
            throw new UnreadableFeedException("The document is no OPML.");
        }

        return new OpmlDocument
        {
            Title = Head("title"),
            Created = Date("dateCreated"),
            Modified = Date("dateModified"),
            OwnerName = Head("ownerName"),
            OwnerEmail = Head("ownerEmail"),
            OwnerUrl = Addresses.Resource(Head("ownerId"), baseUrl: null),
            Outlines = _top,
        };
    }

    private void Start()
    {
        _isOpml |= Is("opml");
        if (!_isOpml)
        {
            throw new UnreadableFeedException("The document is no OPML.", markup.Line);
        }

        _text.Clear();
        if (!Is("outline"))
        {
            _open.Push(new Draft(markup.Name, Outline: null));
            return;
        }

        if (++_outlines > OpmlReader.MostOutlines)
        {
            throw new UnreadableFeedException(
                $"The list has over {OpmlReader.MostOutlines} outlines.",
                markup.Line
            );
        }

        _open.Push(new Draft(markup.Name, Outline()));
    }

    private void End()
    {
        if (!_open.TryPop(out var ended) || ended is null)
        {
            return;
        }

        if (ended.Outline is null)
        {
            _ = _text.Length > 0 && _outlines == 0 && _head.TryAdd(ended.Name, _text.ToString());
            _text.Clear();
            return;
        }

        var outline = ended.Inner.Count == 0 ? ended.Outline : ended.Outline with { Outlines = ended.Inner };
        // One that says nothing and holds nothing is nothing.
        if (outline is not { Text: "", FeedUrl: null, Outlines.Count: 0 })
        {
            (_open.FirstOrDefault(o => o?.Outline is not null)?.Inner ?? _top).Add(outline);
        }
    }

    private OpmlOutline Outline()
    {
        var feed = Url(markup["xmlUrl"]);
        var title = Words("title");
        var text = Words("text") ?? title ?? Words("description") ?? feed ?? "";
        return new OpmlOutline
        {
            Text = text,
            Title = title == text ? null : title,
            FeedUrl = feed,
            PageUrl = Url(markup["htmlUrl"]),
            Description = Words("description"),
            Language = LanguageTag.Of(markup["language"]),
            Version = Words("version"),
            Categories = (markup["category"] ?? "").Split(
                ',',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            ),
        };
    }

    private bool Is(string name) => markup.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private string? Words(string attribute) =>
        markup[attribute] is { } words ? FeedView.Text(PlainWords.Tidy(words)) : null;

    private string? Head(string name) =>
        _head.TryGetValue(name, out var text) ? FeedView.Text(PlainWords.Tidy(text)) : null;

    private DateTimeOffset? Date(string name) =>
        Head(name) is { } text && FeedDate.TryParse(text, TimeZoneInfo.Utc, out var instant) ? instant : null;

    // Some programs write feed://… for http://…, and feed:https://… besides.
    private static string? Url(string? text)
    {
        const string Feed = "feed:";
        var url = text?.Trim();
        if (url?.StartsWith(Feed, StringComparison.OrdinalIgnoreCase) == true)
        {
            var rest = url[Feed.Length..];
            url = rest.StartsWith("//", StringComparison.Ordinal) ? $"http:{rest}" : rest;
        }

        return Addresses.Resource(url, baseUrl: null);
    }

    private sealed record Draft(string Name, OpmlOutline? Outline)
    {
        public List<OpmlOutline> Inner { get; } = [];
    }
}
