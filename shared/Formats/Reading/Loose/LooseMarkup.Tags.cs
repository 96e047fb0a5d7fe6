using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace Syndication.Formats.Reading.Loose;

// Declarations and tags.
internal sealed partial class LooseMarkup
{
    private const int LongestInstruction = 64 * 1024;

    // One entry never lies in another.
    private static readonly FrozenSet<string> Apart = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ["item", "entry"]
    );

    // HTML lets their ends out, where the next one begins.
    private static readonly FrozenSet<string> Successive = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ["p", "li", "dt", "dd", "tr", "td", "th", "option"]
    );

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

        if (rest[1] == '?')
        {
            Instruction(rest);
            return;
        }

        if (!_typed && !_started && rest.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
        {
            _typed = true;
            var length = DocumentType.Length(rest);
            _words.Own.Take(rest[..length]);
            _at += length;
            return;
        }

        _at += Behind(rest, '>');
    }

    // Those of XML end where they should not, too; others may be a whole program.
    private void Instruction(ReadOnlySpan<char> rest)
    {
        var length = rest.StartsWith("<?xml") ? -1 : Find("?>", _at, ref _noInstructionEnd);
        _at += length is >= 0 and < LongestInstruction ? length + 2 : Behind(rest, '>');
    }

    private static int Behind(ReadOnlySpan<char> text, char c) =>
        text.IndexOf(c) is >= 0 and var index ? index + 1 : text.Length;

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

        var isOpen = _openCounts.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(name);
        for (var i = _open.Count - 1; i >= 0 && isOpen; i--)
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
        var before = Apart.Contains(name) ? _open.FindLastIndex(o => Same(o, name)) : -1;
        if (before >= 0)
        {
            _problems.Add("unclosed-element", $"<{name}> begins within another.", Line);
            _toClose = _open.Count - before;
        }
        else if (_open is [.., var last] && Successive.Contains(name) && Same(last, name))
        {
            _problems.Add("unclosed-element", $"<{name}> begins within another.", Line);
            _toClose = 1;
        }
    }

    private static bool Same(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private void Open()
    {
        var tag = _tags.Tag;
        if (_open.Count >= Depth)
        {
            throw TooDeep(Line);
        }

        _open.Add(tag.Name);
        CollectionsMarshal.GetValueRefOrAddDefault(_openCounts, tag.Name, out _)++;
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
                Add(Attributes, _namespace, address, local, value);
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
