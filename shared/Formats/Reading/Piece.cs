namespace Syndication.Formats.Reading;

/// <summary>What a document of markup consists of, piece after piece.</summary>
internal enum Piece
{
    Start,
    Text,
    End,

    /// <summary>The document is over.</summary>
    Done,
}
