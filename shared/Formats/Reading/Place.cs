namespace Syndication.Formats.Reading;

/// <summary>How an open element is dealt with.</summary>
internal enum Place
{
    /// <summary>Left alone with all that is in it.</summary>
    Ignored,

    /// <summary>Wraps others and says nothing itself.</summary>
    Wrapper,
    Feed,
    Entry,
    Source,
    Person,
    Image,
    Deleted,

    /// <summary>Its text counts.</summary>
    Value,

    /// <summary>Its text and the markup in it count.</summary>
    Rich,

    /// <summary>Markup within a text.</summary>
    Inline,
}
