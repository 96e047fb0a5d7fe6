using System.Xml;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Reading;

/// <summary>Well-formed XML, as the platform's own parser reads it.</summary>
internal sealed class StrictMarkup : Markup
{
    private static XmlReaderSettings Settings() =>
        new()
        {
            NameTable = new BoundedNames(),
            // A document type is never followed, an entity never expanded.
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersFromEntities = 1024,
        };

    private readonly PieceReader _source;
    private readonly XmlReader _xml;
    private readonly IXmlLineInfo _place;
    private bool _endsAtOnce;

    public StrictMarkup(ReadOnlyMemory<char> document)
    {
        _source = new PieceReader(document);
        _xml = XmlReader.Create(_source, Settings());
        _place = (IXmlLineInfo)_xml;
    }

    public override string Namespace => _xml.NamespaceURI;
    public override string Name => _xml.LocalName;
    public override string QualifiedName => _xml.Name;
    public override int Line => _place.LineNumber;
    public override string Text => _xml.Value;

    public override Piece Read()
    {
        if (_endsAtOnce)
        {
            _endsAtOnce = false;
            return Piece.End;
        }

        while (_xml.Read())
        {
            _source.NextPiece();
            switch (_xml.NodeType)
            {
                case XmlNodeType.Element:
                    Start();
                    return Piece.Start;
                case XmlNodeType.EndElement:
                    return Piece.End;
                case XmlNodeType.Text
                or XmlNodeType.CDATA
                or XmlNodeType.Whitespace
                or XmlNodeType.SignificantWhitespace:
                    return Piece.Text;
            }
        }

        return Piece.Done;
    }

    public override void Dispose()
    {
        _xml.Dispose();
        _source.Dispose();
        base.Dispose();
    }

    private void Start()
    {
        if (_xml.Depth >= Depth)
        {
            // Tags that were never closed, or a depth that the other reader refuses.
            throw new XmlException($"The document is nested over {Depth} levels.", null, Line, 1);
        }

        _endsAtOnce = _xml.IsEmptyElement;
        Attributes.Clear();
        if (!_xml.HasAttributes)
        {
            return;
        }

        var element = _xml.NamespaceURI;
        _xml.MoveToFirstAttribute();
        do
        {
            if (_xml.Prefix != "xmlns" && _xml.Name != "xmlns")
            {
                var address = _xml.Prefix.Length == 0 ? null : _xml.NamespaceURI;
                Add(Attributes, element, address, _xml.LocalName, _xml.Value);
            }
        } while (_xml.MoveToNextAttribute());
        _xml.MoveToElement();
    }

    /// <summary>Gives out a document that is in memory, and stops where one piece of it has no end.</summary>
    private sealed class PieceReader(ReadOnlyMemory<char> document) : TextReader
    {
        // The platform's parser compares each attribute with all others of its tag; the other one stops earlier.
        private const int MostEquals = 100_000;

        private int _next;
        private int _pieceStart;
        private int _equals;

        public void NextPiece()
        {
            _pieceStart = _next;
            _equals = 0;
        }

        public override int Peek() => _next < document.Length ? document.Span[_next] : -1;

        public override int Read() => _next < document.Length ? document.Span[_next++] : -1;

        public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

        public override int Read(Span<char> buffer)
        {
            if (_next - _pieceStart > DocumentText.LongestPiece)
            {
                throw DocumentText.TooLong(document.Span[.._pieceStart]);
            }

            var rest = document.Span[_next..];
            var count = Math.Min(rest.Length, buffer.Length);
            rest[..count].CopyTo(buffer);
            _next += count;
            _equals += rest[..count].Count('=');
            return _equals <= MostEquals
                ? count
                : throw new XmlException($"One tag has over {MostEquals} attributes.");
        }
    }
}
