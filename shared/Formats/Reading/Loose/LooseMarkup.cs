using System.Collections.Frozen;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Reading.Loose;

/// <summary>
/// Reads what no strict parser takes, as its writer most likely meant it: stray characters are text, ends are put
/// where they lack, undeclared prefixes mean what they always mean. Every repair is told.
/// </summary>
internal sealed partial class LooseMarkup : Markup
{
    // HTML's own empty elements, bare in a text; those that feeds use otherwise are not among them.
    private static readonly FrozenSet<string> Empty = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ["br", "hr", "img", "wbr", "area", "col", "embed", "param", "input"]
    );

    private readonly ReadOnlyMemory<char> _document;
    private readonly ProblemLog _problems;
    private readonly LooseText _words;
    private readonly TagReader _tags;
    private readonly NamespaceScopes _namespaces = new();
    private readonly List<string> _open = [];
    private readonly Dictionary<string, int> _openCounts = new(StringComparer.OrdinalIgnoreCase);
    private readonly LineCounter _lines;
    private string _text = "";
    private string _namespace = "";
    private string _name = "";
    private int _at;
    private int _toClose;
    private bool _started;
    private bool _isCut;
    private bool _pending;
    private bool _typed;
    private bool _noCommentEnd;
    private bool _noInstructionEnd;
    private bool _noSectionEnd;

    public LooseMarkup(ReadOnlyMemory<char> document, ProblemLog problems)
    {
        _document = document;
        _problems = problems;
        _words = new LooseText(problems);
        _tags = new TagReader(document, _words, problems);
        _lines = new LineCounter(document);
    }

    public override string Namespace => _namespace;
    public override string Name => _name;
    public override string QualifiedName => _tags.Tag.Name;
    public override int Line => _lines.At(_at);
    public override string Text => _text;
    public override bool IsCut => _isCut;

    public override Piece Read()
    {
        while (true)
        {
            if (_toClose > 0)
            {
                _toClose--;
                Close();
                return Piece.End;
            }

            if (_pending)
            {
                _pending = false;
                Open();
                return Piece.Start;
            }

            if (_at >= _document.Length)
            {
                return Finish();
            }

            if (_document.Span[_at] == '<' ? Tag() : Characters())
            {
                return Piece.Text;
            }
        }
    }

    private Piece Finish()
    {
        if (_open.Count == 0)
        {
            return Piece.Done;
        }

        _isCut = true;
        _problems.Add("truncated", $"The document ends before </{_open[^1]}>.", Line);
        Close();
        return Piece.End;
    }

    private void Close()
    {
        _namespaces.Leave(_open.Count);
        var name = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        if (--_openCounts[name] == 0)
        {
            _openCounts.Remove(name);
        }
    }

    /// <summary>Text up to the next tag; false where there is none of worth.</summary>
    private bool Characters()
    {
        var start = _at;
        var text = _document.Span;
        do
        {
            var next = text[(_at + 1)..].IndexOf('<');
            _at = next < 0 ? text.Length : _at + 1 + next;
        } while (_at < text.Length && !BeginsTag(text[_at..]));

        return Take(text[start.._at], start, isRaw: false);
    }

    private bool Take(ReadOnlySpan<char> text, int start, bool isRaw)
    {
        if (text.Length > DocumentText.LongestPiece)
        {
            throw DocumentText.TooLong(_document.Span[..start]);
        }

        if (_open.Count == 0)
        {
            if (!text.Trim().IsEmpty && text.Trim() is not "\uFEFF")
            {
                var where = _started ? "behind" : "before";
                _problems.Add("junk", $"There is text {where} the document.", _lines.At(start));
            }

            return false;
        }

        var line = _lines.At(start);
        if (!isRaw && text.Contains('<'))
        {
            _problems.Add("stray-less-than", "A less-than sign that begins no tag was taken as text.", line);
        }

        _text = isRaw ? _words.Tidy(text.ToString(), line) : _words.Decode(text, line);
        return true;
    }

    // "<3", "</3", "<!!!" and "<?" are what a text says.
    private static bool BeginsTag(ReadOnlySpan<char> text) =>
        text switch
        {
            [_, '/', var c, ..] => char.IsLetter(c) || char.IsWhiteSpace(c) || c is '_' or '>',
            [_, '!', var c, ..] => char.IsLetter(c) || c is '-' or '[' or '>',
            [_, '?', var c, ..] => char.IsLetter(c) || c is '=' or '_',
            [_, var c, ..] => char.IsLetter(c) || c == '_',
            _ => false,
        };

    /// <summary>Whatever a less-than sign begins; true where it gave a text.</summary>
    private bool Tag()
    {
        var rest = _document.Span[_at..];
        if (!BeginsTag(rest))
        {
            return Characters();
        }

        if (rest.StartsWith("<![CDATA["))
        {
            return Section();
        }

        switch (rest[1])
        {
            case '!' or '?':
                Declaration(rest);
                return false;
            case '/':
                EndTag(rest);
                return false;
            default:
                StartTag();
                return false;
        }
    }

    private bool Section()
    {
        var start = _at + "<![CDATA[".Length;
        var length = Find("]]>", start, ref _noSectionEnd);
        if (length < 0)
        {
            _problems.Add("truncated", "A CDATA section is not closed.", Line);
        }

        var end = length < 0 ? _document.Length : start + length;
        _at = Math.Min(_document.Length, end + 3);
        return Take(_document.Span[start..end], start, isRaw: true);
    }

    // What is not found once is looked for no more: else a document of such beginnings takes its length squared.
    private int Find(string end, int from, ref bool isNone)
    {
        var found = isNone || from > _document.Length ? -1 : _document.Span[from..].IndexOf(end);
        isNone = found < 0;
        return found;
    }
}
