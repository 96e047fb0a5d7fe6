using System.Runtime.InteropServices;

namespace Syndication.Formats.Reading;

/// <summary>
/// A document of markup, read forward. An empty element has an end as well, and every start has one, whatever the
/// document says.
/// </summary>
internal abstract class Markup : IDisposable
{
    /// <summary>Elements within elements; more are refused, since every level costs each that comes after it.</summary>
    public const int Depth = 256;

    // Namespaces that are remembered; a document can have a million.
    private const int MostKept = 1000;

    private readonly Dictionary<string, Module> _modules = new(StringComparer.Ordinal);

    private (string? Address, Module Module) _last;

    /// <summary>The element that started; its namespace's address, empty for none.</summary>
    public abstract string Namespace { get; }

    /// <summary>The vocabulary of the element that started.</summary>
    public Module Module => ModuleOf(Namespace);

    /// <summary>The element that started, without prefix.</summary>
    public abstract string Name { get; }

    /// <summary>The element that started, as it was written.</summary>
    public abstract string QualifiedName { get; }

    /// <summary>From 1.</summary>
    public abstract int Line { get; }

    /// <summary>The text, entities resolved; only after <see cref="Piece.Text"/>.</summary>
    public abstract string Text { get; }

    /// <summary>The attributes of the element that started, namespace declarations left out.</summary>
    public List<Attribute> Attributes { get; } = [];

    /// <summary>Whether the document has ended, and the elements that end now were not closed in it.</summary>
    public virtual bool IsCut => false;

    /// <summary>Goes on to the next piece; comments, instructions and document types are passed over.</summary>
    /// <exception cref="System.Xml.XmlException">Not well-formed, where that matters.</exception>
    /// <exception cref="UnreadableFeedException">Too deep, or one piece too long.</exception>
    public abstract Piece Read();

    /// <summary>The value of an attribute without namespace; null where there is none.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var attribute in CollectionsMarshal.AsSpan(Attributes))
            {
                if (
                    attribute.Module == Module.Unknown
                    && attribute.Name.Length == name.Length
                    && attribute.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
                )
                {
                    return attribute.Value;
                }
            }

            return null;
        }
    }

    /// <summary>The value of an attribute in a namespace, such as <c>xml:lang</c>.</summary>
    public string? Of(Module module, string name)
    {
        foreach (var attribute in CollectionsMarshal.AsSpan(Attributes))
        {
            if (attribute.Module == module && attribute.Name == name)
            {
                return attribute.Value;
            }
        }

        return null;
    }

    /// <summary>From now on takes a namespace that nobody knows for this vocabulary.</summary>
    public void Adopt(string address, Module module)
    {
        _modules[address] = module;
        _last = default;
    }

    public virtual void Dispose() { }

    protected Module ModuleOf(string address)
    {
        // Mostly that of the element before, and the very same string.
        if (ReferenceEquals(address, _last.Address))
        {
            return _last.Module;
        }

        if (!_modules.TryGetValue(address, out var module))
        {
            module = Modules.Of(address);
            if (_modules.Count < MostKept)
            {
                _modules[address] = module;
            }
        }

        _last = (address, module);
        return module;
    }

    /// <summary>Adds an attribute; what others mean by theirs is nothing to us.</summary>
    /// <param name="attributes">Those of the tag.</param>
    /// <param name="element">The element's namespace, whose attributes need no prefix.</param>
    /// <param name="address">The prefix's; null where there is none.</param>
    /// <param name="name">Without prefix.</param>
    /// <param name="value">As it was meant.</param>
    protected void Add(List<Attribute> attributes, string element, string? address, string name, string value)
    {
        if (address is null)
        {
            attributes.Add(new(Module.Unknown, name, value));
        }
        else if (ModuleOf(address) is not Module.Unknown and var module)
        {
            var isOwn = module != Module.Xml && module == ModuleOf(element);
            attributes.Add(new(isOwn ? Module.Unknown : module, name, value));
        }
    }

    protected static UnreadableFeedException TooDeep(int line) =>
        new($"The document is nested over {Depth} levels.", line);
}
