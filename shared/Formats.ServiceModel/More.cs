using System.ServiceModel.Syndication;
using System.Xml.Linq;

namespace Syndication.Formats.ServiceModel;

/// <summary>What an extensible thing says besides its members.</summary>
internal sealed class More
{
    private readonly ILookup<XName, XElement> _elements;

    private More(IEnumerable<XElement> elements) => _elements = elements.ToLookup(e => e.Name);

    public static More Of(SyndicationElementExtensionCollection extensions)
    {
        var elements = new List<XElement>();
        foreach (var extension in extensions)
        {
            using var reader = extension.GetReader();
            elements.Add((XElement)XNode.ReadFrom(reader));
        }

        return new More(elements);
    }

    public IEnumerable<XElement> All(XName name) => _elements[name];

    public IEnumerable<string> Texts(XName name) =>
        _elements[name].Select(e => e.Value.Trim()).Where(text => text.Length > 0);

    public string? Text(XName name) => Texts(name).FirstOrDefault();

    /// <summary>The texts of what is in an element.</summary>
    public IEnumerable<string> Items(XName name) => _elements[name].Elements().Select(e => e.Value.Trim());
}
