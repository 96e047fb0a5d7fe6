namespace Syndication.Formats.Reading.Loose;

/// <summary>A tag as it was written; values with their references resolved.</summary>
internal sealed class Tag
{
    /// <summary>Attributes of one tag; more are left out.</summary>
    public const int MostAttributes = 256;

    public string Name { get; set; } = "";
    public bool IsEmpty { get; set; }

    /// <summary>Whether the document ended within it.</summary>
    public bool IsCut { get; set; }
    public List<(string Name, string Value)> Attributes { get; } = [];
}
