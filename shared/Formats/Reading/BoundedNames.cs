using System.Xml;

namespace Syndication.Formats.Reading;

/// <summary>The names of a document, which a parser keeps: a document of nothing else takes ten times its size.</summary>
internal sealed class BoundedNames : XmlNameTable
{
    private const int Most = 50_000;

    private readonly NameTable _names = new();
    private int _count;

    public override string Add(char[] array, int offset, int length) =>
        _names.Get(array, offset, length) ?? Counted(_names.Add(array, offset, length));

    public override string Add(string array) => _names.Get(array) ?? Counted(_names.Add(array));

    public override string? Get(char[] array, int offset, int length) => _names.Get(array, offset, length);

    public override string? Get(string array) => _names.Get(array);

    private string Counted(string name) =>
        ++_count <= Most ? name : throw new XmlException($"The document has over {Most} different names.");
}
