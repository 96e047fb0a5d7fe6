using System.Collections.Frozen;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Reading.Loose;

/// <summary>
/// Reads what no strict parser takes, as its writer most likely meant it: stray characters are text, ends are put
/// where they lack, undeclared prefixes mean what they always mean. Every repair is told.
/// </summary>
internal sealed class LooseMarkup : Markup
{
    // HTML's own empty elements, bare in a text; those that feeds use otherwise are not among them.
    private static readonly FrozenSet<string> Empty = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ["br", "hr", "img", "wbr", "area", "col", "embed", "param", "input"]
    );

    // One entry never lies in another.
    private static readonly FrozenSet<string> Apart = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ["item", "entry"]
    );

    private readonly ReadOnlyMemory<char> _document;
    private readonly ProblemLog _problems;
    private readonly LooseText _words;
    private readonly TagReader _tags;
    private readonly NamespaceScopes _namespaces = new();
    private readonly List<string> _open = [];
    private readonly LineCounter _lines;
    private string _text = "";
    private string _namespace = "";
    private string _name = "";
    private int _at;
    private int _toClose;
    private bool _started;
    private bool _isCut;
    private bool _pending;
    private bool _noCommentEnd;
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
        _open.RemoveAt(_open.Count - 1);
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

    private static bool BeginsTag(ReadOnlySpan<char> text) =>
        text.Length > 1 && (char.IsLetter(text[1]) || text[1] is '/' or '!' or '?' or '_');

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

    private void Declaration(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("<!--"))
        {
            var length = Find("-->", _at + 4, ref _noCommentEnd);
            if (length >= 0)
            {
                _at += 4 + length + 3;
                return;
            }

            _problems.Add("truncated", "A comment is not closed.", Line);
        }

        if (rest.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
        {
            var length = DocumentType.Length(rest);
            _words.Own.Take(rest[..length]);
            _at += length;
            return;
        }

        _at += (rest.IndexOf('>') + 1) is > 0 and var end ? end : rest.Length;
    }

    // What is not found once is looked for no more: else a document of such beginnings takes its length squared.
    private int Find(string end, int from, ref bool isNone)
    {
        var found = isNone || from > _document.Length ? -1 : _document.Span[from..].IndexOf(end);
        isNone = found < 0;
        return found;
    }

    private void EndTag(ReadOnlySpan<char> rest)
    {
        var end = rest[1..].IndexOfAny('>', '<');
        var name = rest[2..(end < 0 ? rest.Length : end + 1)].Trim();
        var line = Line;
        _at += end < 0 ? rest.Length : end + (rest[end + 1] == '>' ? 2 : 1);
        if (name.Length > 256)
        {
            return;
        }

        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (name.Equals(_open[i], StringComparison.OrdinalIgnoreCase))
            {
                _toClose = _open.Count - i;
                if (_toClose > 1)
                {
                    _problems.Add("unclosed-element", $"<{_open[^1]}> is still open at </{name}>.", line);
                }

                return;
            }
        }

        _problems.Add("stray-end-tag", $"</{name}> closes nothing.", line);
        if (_open.Count > 0 && IsMisspelt(name, _open[^1]))
        {
            _toClose = 1;
        }
    }

    // </titel>, </lnik>: the same letters, in another order.
    private static bool IsMisspelt(ReadOnlySpan<char> name, string open) =>
        name.Length == open.Length
        && name.Length > 3
        && string.Concat(name.ToString().Order())
            .Equals(string.Concat(open.Order()), StringComparison.OrdinalIgnoreCase);

    private void StartTag()
    {
        _at = _tags.Read(_at, Line);
        _started = true;
        if (_tags.Tag.IsCut)
        {
            return; // half an address is none
        }

        _pending = true;
        var name = _tags.Tag.Name;
        var before = Apart.Contains(name)
            ? _open.FindLastIndex(o => o.Equals(name, StringComparison.OrdinalIgnoreCase))
            : -1;
        if (before >= 0)
        {
            _problems.Add("unclosed-element", $"<{name}> begins within another.", Line);
            _toClose = _open.Count - before;
        }
    }

    private void Open()
    {
        var tag = _tags.Tag;
        if (_open.Count >= Depth)
        {
            throw TooDeep(Line);
        }

        _open.Add(tag.Name);
        foreach (var (name, value) in tag.Attributes)
        {
            if (name == "xmlns" || name.StartsWith("xmlns:", StringComparison.Ordinal))
            {
                _namespaces.Declare(_open.Count, name == "xmlns" ? "" : name[6..], value);
            }
        }

        (_namespace, _name) = Resolve(tag.Name, isElement: true);
        Attributes.Clear();
        foreach (var (name, value) in tag.Attributes)
        {
            if (name.Contains(':', StringComparison.Ordinal))
            {
                var (address, local) = Resolve(name, isElement: false);
                Attributes.Add(new(ModuleOf(address), local, value));
            }
            else if (name != "xmlns")
            {
                Attributes.Add(new(Module.Unknown, name, value));
            }
        }

        _toClose = tag.IsEmpty || Empty.Contains(tag.Name) ? 1 : 0;
    }

    private (string Namespace, string Name) Resolve(string name, bool isElement)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return (_namespaces.Find("")!, name);
        }

        var prefix = name[..colon];
        if (_namespaces.Find(prefix) is { } address)
        {
            return (address, name[(colon + 1)..]);
        }

        if (isElement || !prefix.StartsWith("xml", StringComparison.Ordinal))
        {
            _problems.Add("undeclared-prefix", $"The prefix {prefix} is not declared.", Line);
        }

        return (Modules.AddressOf(prefix) ?? $"undeclared:{prefix}", name[(colon + 1)..]);
    }
}
