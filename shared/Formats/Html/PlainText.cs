using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Syndication.Formats.Html;

/// <summary>The words of an HTML text. One pass over it, whatever it is; nothing here is ever read as HTML again.</summary>
internal ref struct PlainText
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Blocks = Set(
        "address article aside blockquote br caption center dd details dir div dl dt figcaption figure footer form "
            + "h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table td th tr ul"
    );

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Hidden = Set(
        "noembed noframes script select style template textarea"
    );

    private static readonly SearchValues<char> NameEnd = SearchValues.Create(" \t\n\r\f/>");

    private readonly ReadOnlySpan<char> _html;
    private readonly StringBuilder _text;
    private readonly int _limit;
    private int _at;
    private bool _blank;
    private string _unclosed = "";

    private PlainText(ReadOnlySpan<char> html, StringBuilder text, int limit)
    {
        _html = html;
        _text = text;
        _limit = limit;
        _blank = text.Length > 0;
    }

    public static string Of(string html)
    {
        if (HtmlCharacters.IsPlain(html) && IsEven(html))
        {
            return html;
        }

        html = Declarations.Settle(html);
        var scan = new PlainText(html, new StringBuilder(html.Length), int.MaxValue);
        scan.Run();
        return scan._text.ToString();
    }

    /// <summary>The first words, after those that are there already; what lies beyond <paramref name="limit"/> characters is not read.</summary>
    public static void AppendBeginning(ReadOnlySpan<char> html, int limit, StringBuilder text)
    {
        var scan = new PlainText(html, text, limit);
        scan.Run();
    }

    /// <summary>Text in which nothing begins a tag (HTML §13.2.5.6).</summary>
    public static string Inert(string text)
    {
        if (!text.Contains('<', StringComparison.Ordinal))
        {
            return text;
        }

        var inert = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var begins =
                text[i] == '<'
                && i + 1 < text.Length
                && (char.IsAsciiLetter(text[i + 1]) || text[i + 1] is '/' or '!' or '?');
            _ = begins ? inert.Append("&lt;") : inert.Append(text[i]);
        }

        return inert.ToString();
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string names) =>
        names
            .Split(' ')
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    private static bool IsEven(ReadOnlySpan<char> text)
    {
        var blank = true;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) && (c != ' ' || blank))
            {
                return false;
            }

            blank = c == ' ';
        }

        return !blank;
    }

    private void Run()
    {
        while (_at < _html.Length && _text.Length < _limit)
        {
            var rest = _html[_at..];
            var run = rest.IndexOfAny('<', '&');
            Append(run < 0 ? rest : rest[..run]);
            _at += run < 0 ? rest.Length : run;
            if (_at == _html.Length)
            {
                return;
            }

            if (_html[_at] == '&')
            {
                _at += HtmlEntity.Read(_html[_at..], out var characters);
                Append(characters);
            }
            else
            {
                Markup(_html[_at..]);
            }
        }
    }

    private void Markup(ReadOnlySpan<char> rest)
    {
        switch (rest)
        {
            case ['<', '!', '-', '-', ..]:
                _at += CommentLength(rest);
                break;
            case ['<', '!' or '?', ..]:
                _at += Until(rest, rest.IndexOf('>'));
                break;
            case ['<', '/', var c, ..] when char.IsAsciiLetter(c):
                Tag(rest, 2, isEnd: true);
                break;
            case ['<', '/', _, ..]:
                _at += Until(rest, rest.IndexOf('>'));
                break;
            case ['<', var c, ..] when char.IsAsciiLetter(c):
                Tag(rest, 1, isEnd: false);
                break;
            default:
                Append("<");
                _at++;
                break;
        }
    }

    private void Tag(ReadOnlySpan<char> rest, int start, bool isEnd)
    {
        var end = rest[start..].IndexOfAny(NameEnd);
        var name = end < 0 ? rest[start..] : rest.Slice(start, end);
        var length = HtmlTag.Length(rest);
        _at += length;
        _blank |= Blocks.Contains(name);
        if (!isEnd && rest[length - 2] != '/' && Hidden.Contains(name))
        {
            SkipContents(name);
        }
    }

    private void SkipContents(ReadOnlySpan<char> name)
    {
        // Looked for once only, or many unclosed elements would each be sought to the end.
        if (_unclosed.AsSpan().Contains($" {name} ", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var end = _html[_at..].IndexOf($"</{name}", StringComparison.OrdinalIgnoreCase);
        if (end >= 0)
        {
            _at += end;
            return;
        }

        _unclosed += $" {name} ";
        if (
            name.Equals("script", StringComparison.OrdinalIgnoreCase)
            || name.Equals("style", StringComparison.OrdinalIgnoreCase)
        )
        {
            _at = _html.Length;
        }
    }

    private static int Until(ReadOnlySpan<char> rest, int index) => index < 0 ? rest.Length : index + 1;

    // HTML §13.2.5.43 ff.: <!--> and <!---> are whole comments, and --!> ends one too.
    private static int CommentLength(ReadOnlySpan<char> rest)
    {
        var body = rest[4..];
        if (body is ['>', ..])
        {
            return 5;
        }

        if (body is ['-', '>', ..])
        {
            return 6;
        }

        // To the first of the two and no further, or many comments would each be sought to the text's end.
        var at = 0;
        for (var next = body.IndexOf("--"); next >= 0; next = body[at..].IndexOf("--"))
        {
            at += next;
            switch (body[(at + 2)..])
            {
                case ['>', ..]:
                    return 4 + at + 3;
                case ['!', '>', ..]:
                    return 4 + at + 4;
            }

            at++;
        }

        return rest.Length;
    }

    private void Append(ReadOnlySpan<char> run)
    {
        var i = 0;
        while (i < run.Length && _text.Length < _limit)
        {
            if (EvenLength(run[i..], _limit - _text.Length) is > 0 and var even)
            {
                Break();
                _text.Append(run.Slice(i, even));
                i += even;
                continue;
            }

            if (char.IsWhiteSpace(run[i]))
            {
                _blank = true;
            }
            else if (!HtmlCharacters.IsDropped(run, i))
            {
                Break();
                _text.Append(run[i]);
            }

            i++;
        }
    }

    private void Break()
    {
        if (_blank && _text.Length > 0)
        {
            _text.Append(' ');
        }

        _blank = false;
    }

    // Words with one blank between, as nearly all text is, go in one piece.
    private static int EvenLength(ReadOnlySpan<char> run, int limit)
    {
        var length = 0;
        var end = Math.Min(run.Length, limit);
        for (var i = 0; i < end; i++)
        {
            if (IsOrdinary(run[i]))
            {
                length = i + 1;
            }
            else if (run[i] != ' ' || i == 0 || length < i)
            {
                break;
            }
        }

        return length;
    }

    // Neither a blank nor dropped in any script up to Georgian, Bengali among them.
    private static bool IsOrdinary(char c) => c is (> ' ' and < '\u007f') or (> '\u00a0' and < '\u1680');
}
