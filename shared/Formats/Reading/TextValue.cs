using System.Text;
using System.Text.Unicode;
using Syndication.Formats.Encodings;
using Syndication.Formats.Html;

namespace Syndication.Formats.Reading;

/// <summary>A text as its element means it (RFC 4287 §3.1, §4.1.3; RSS says nothing, so its looks decide).</summary>
internal readonly ref struct TextValue
{
    private enum Kind
    {
        Plain,
        Html,
        Nothing,
    }

    private static readonly Frame Untyped = new() { Module = Module.Rss };

    private readonly string _text;
    private readonly Kind _kind;
    private readonly bool _keepsLines;

    public TextValue(Frame frame, string text)
    {
        _text = Mojibake.Mend(text.Trim());
        // Media RSS: plain where nothing is said, and written in lines.
        _keepsLines = frame.Module == Module.Media;
        var type = frame.Type;
        if (frame.IsMarkup)
        {
            _kind = Kind.Html;
            return;
        }

        if (frame.Mode == "base64")
        {
            _text = Decoded(_text) ?? "";
            _kind = type is null or "text/plain" or "text" ? ByLooks(_text) : Typed(type, _text);
            return;
        }

        _kind = frame.Module == Module.Atom ? Typed(type, _text) : ByLooks(_text);
        // RFC 4287 §4.1.3.3: what is neither text nor XML is base64; some put texts there.
        if (_kind == Kind.Nothing && Decoded(_text) is { } decoded)
        {
            _text = decoded;
            _kind = ByLooks(decoded);
        }
    }

    /// <summary>Plain text; null where there is none.</summary>
    public string? AsPlain(ReadContext context, int line) =>
        _text.Length == 0 || _kind == Kind.Nothing ? null
        : _kind == Kind.Html && _text.AsSpan().ContainsAny('<', '&') ? context.Plain(_text, line)
        : PlainWords.Tidy(_text) is { Length: > 0 } text ? text
        : null;

    /// <summary>HTML; null where there is none.</summary>
    public string? AsHtml(ReadContext context, Uri? baseUrl, int line) =>
        _text.Length == 0 || _kind == Kind.Nothing
            ? null
            : context.Html(
                _kind == Kind.Html ? _text
                    : _keepsLines ? Documents.Words.LinesAsHtml(_text)
                    : Documents.Words.AsHtml(_text),
                baseUrl,
                line
            );

    /// <summary>The words of an element that says no type; null where there are none.</summary>
    public static string? Words(string text, ReadContext context, int line) =>
        new TextValue(Untyped, text).AsPlain(context, line);

    private static Kind Typed(string? type, string text) =>
        type switch
        {
            null or "" or "text" or "text/plain" => Kind.Plain,
            "html" or "xhtml" => type == "html" ? Kind.Html : Kind.Plain,
            _ when type.Contains("html", StringComparison.Ordinal) => Kind.Html,
            _ when type.StartsWith("text/", StringComparison.Ordinal) => Kind.Plain,
            // "multipart/alternative" and others that writers of feeds have put there in error.
            _ when !type.Contains('/', StringComparison.Ordinal) => ByLooks(text),
            _ => Kind.Nothing,
        };

    // An unknown tag is what the text speaks of; a known one is how it is set.
    private static Kind ByLooks(string text) => HtmlLooks.IsHtml(text) ? Kind.Html : Kind.Plain;

    private static string? Decoded(string text)
    {
        var bytes = new byte[text.Length];
        return
            Convert.TryFromBase64String(text, bytes, out var length)
            && Utf8.IsValid(bytes.AsSpan(0, length))
            && !bytes.AsSpan(0, length).Contains((byte)0)
            ? Encoding.UTF8.GetString(bytes, 0, length).Trim()
            : null;
    }
}
