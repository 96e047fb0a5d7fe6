using System.Text;
using Syndication.Formats.Documents;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Reading;

/// <summary>
/// Walks through a document of markup: knows where it stands, gathers texts, and hands what it found to
/// <see cref="MarkupTerms"/>.
/// </summary>
internal sealed class MarkupFeed
{
    private readonly Markup _markup;
    private readonly MarkupTerms _terms;
    private readonly List<Frame> _frames = [new()];
    private readonly StringBuilder _text = new();
    private readonly ReadContext _context;
    private Frame _rich;
    private int _depth;

    private MarkupFeed(Markup markup, ReadContext context)
    {
        _markup = markup;
        _context = context;
        _rich = _frames[0];
        _terms = new MarkupTerms(markup, context);
        _frames[0].Place = Place.Wrapper;
        _frames[0].Base = context.BaseUrl;
    }

    /// <exception cref="System.Xml.XmlException">Not well-formed, where the markup is strict.</exception>
    /// <exception cref="UnreadableFeedException">No feed, or too much of one.</exception>
    public static (FeedVersion Version, Feed Feed) Read(Markup markup, ReadContext context)
    {
        var reader = new MarkupFeed(markup, context);
        while (true)
        {
            switch (markup.Read())
            {
                case Piece.Start:
                    reader.Start();
                    break;
                case Piece.Text:
                    reader.Text();
                    break;
                case Piece.End:
                    reader.End();
                    break;
                default:
                    return reader._terms.Finish();
            }
        }
    }

    private void Start()
    {
        var parent = _frames[_depth];
        var frame = Push(parent);
        if (parent.Place == Place.Ignored)
        {
            return;
        }

        Inherit(frame);
        if (parent.Place is Place.Rich or Place.Inline)
        {
            frame.Place = Place.Inline;
            Flush(parent);
            BeginMarkup(parent);
            frame.Name = IsXhtmlWrapper(frame, parent)
                ? null
                : InlineMarkup.Open(_text, _markup, frame.Base == _rich.Base ? null : frame.Base);
            return;
        }

        if (_depth == 1)
        {
            _terms.Root();
        }

        frame.Module = _markup.Module;
        frame.Term = Terms.Of(frame.Module, _markup.Name);
        frame.Line = _markup.Line;
        _terms.Begin(frame, parent);
        _rich = frame.Place == Place.Rich ? frame : _rich;
    }

    private Frame Push(Frame parent)
    {
        if (++_depth == _frames.Count)
        {
            _frames.Add(new());
        }

        var frame = _frames[_depth];
        frame.Place = Place.Ignored;
        frame.Base = parent.Base;
        frame.Language = parent.Language;
        frame.Type = frame.Mode = frame.Detail = frame.Name = frame.OnlyText = null;
        frame.IsMarkup = frame.IsTold = false;
        frame.TextStart = _text.Length;
        return frame;
    }

    private void Inherit(Frame frame)
    {
        if (_markup.Attributes.Count == 0)
        {
            return;
        }

        if (_markup.Of(Module.Xml, "lang") is { } language)
        {
            frame.Language = LanguageTag.Of(language) ?? (language.Trim().Length == 0 ? "" : frame.Language);
        }

        if (_markup.Of(Module.Xml, "base") is { } own)
        {
            frame.Base = _context.Base(own, frame.Base, _markup.Line);
        }

        frame.Type = _markup["type"]?.Trim().ToLowerInvariant();
        frame.Mode = _markup["mode"]?.Trim().ToLowerInvariant();
    }

    private void Text()
    {
        var frame = _frames[_depth];
        if (!frame.Takes)
        {
            return;
        }

        var text = _markup.Text;
        if (_text.Length + text.Length > DocumentText.LongestPiece)
        {
            throw new UnreadableFeedException(
                $"One text has over {DocumentText.LongestPiece} characters.",
                _markup.Line
            );
        }

        if ((frame.Place == Place.Inline || frame.IsMarkup) && !IsEscapedHtml())
        {
            InlineMarkup.Text(_text, text);
        }
        else if (
            frame is { Place: not Place.Inline, IsMarkup: false, OnlyText: null }
            && _text.Length == frame.TextStart
        )
        {
            frame.OnlyText = text;
        }
        else
        {
            Flush(frame);
            _text.Append(text);
        }
    }

    private void End()
    {
        var frame = _frames[_depth];
        if (frame.Place == Place.Inline)
        {
            InlineMarkup.Close(_text, frame.Name);
        }
        else if (frame.Place is not (Place.Ignored or Place.Wrapper))
        {
            var text = frame.OnlyText ?? _text.ToString(frame.TextStart, _text.Length - frame.TextStart);
            _text.Length = frame.TextStart;
            _terms.End(frame, text);
        }

        _depth--;
    }

    private void Flush(Frame frame)
    {
        _text.Append(frame.OnlyText);
        frame.OnlyText = null;
    }

    // What came before the first element was text, and Atom means it so; in RSS it may be escaped HTML.
    private void BeginMarkup(Frame parent)
    {
        if (parent.Place != Place.Rich || parent.IsMarkup)
        {
            return;
        }

        parent.IsMarkup = true;
        if (parent is { Module: Module.Atom, Type: not "html" } && _text.Length > parent.TextStart)
        {
            var before = _text.ToString(parent.TextStart, _text.Length - parent.TextStart);
            _text.Length = parent.TextStart;
            InlineMarkup.Text(_text, before);
        }
    }

    // RFC 4287 §3.1.1.3: the one div that holds XHTML is no part of it.
    private bool IsXhtmlWrapper(Frame frame, Frame parent) =>
        parent is { Place: Place.Rich, Module: Module.Atom }
        && frame.TextStart == parent.TextStart
        && parent.Type is "html" or "xhtml" or "application/xhtml+xml"
        && _markup.Name == "div";

    // RFC 4287 §3.1.1.2: type="html" has no elements; who puts one round it has escaped what is within all the same.
    private bool IsEscapedHtml() => _rich is { Module: Module.Atom, Type: "html" };
}
