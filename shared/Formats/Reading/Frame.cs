namespace Syndication.Formats.Reading;

/// <summary>An element that is open. Frames are used again for the next element of the same depth.</summary>
internal sealed class Frame
{
    public Place Place { get; set; }
    public Term Term { get; set; }
    public Module Module { get; set; }
    public int Line { get; set; }

    /// <summary>Against which the element's addresses are resolved.</summary>
    public Uri? Base { get; set; }

    /// <summary><c>xml:lang</c>, own or inherited; empty where it was taken back.</summary>
    public string? Language { get; set; }

    /// <summary>The element's <c>type</c> and <c>mode</c>, in lower case.</summary>
    public string? Type { get; set; }
    public string? Mode { get; set; }

    /// <summary>What an attribute said that counts with the text: a category's scheme, a link's relation.</summary>
    public string? Detail { get; set; }

    /// <summary>Of markup within a text: the element's name, null where it is not written.</summary>
    public string? Name { get; set; }

    /// <summary>Whether an attribute has said already what the text would.</summary>
    public bool IsTold { get; set; }

    /// <summary>Whether elements were found in the text, which is written as HTML then.</summary>
    public bool IsMarkup { get; set; }

    /// <summary>Where its text begins in the buffer; while there is one piece only, that is kept beside it.</summary>
    public int TextStart { get; set; }
    public string? OnlyText { get; set; }

    public bool Takes =>
        Place is Place.Value or Place.Rich or Place.Person or Place.Image or Place.Source or Place.Inline;
}
