namespace Syndication.Formats.Reading;

/// <summary>A vocabulary that feeds use, whatever address its namespace was given.</summary>
internal enum Module
{
    Unknown,

    /// <summary>RSS of any version, CDF, and a document's own namespace that nobody knows.</summary>
    Rss,
    Atom,
    Rdf,
    Xml,
    Xhtml,
    DublinCore,
    Terms,
    Content,
    Media,
    Itunes,
    Slash,
    CommentApi,
    CreativeCommons,
    FeedBurner,
    History,
    Tombstones,
    Admin,
}
