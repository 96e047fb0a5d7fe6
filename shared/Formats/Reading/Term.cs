namespace Syndication.Formats.Reading;

/// <summary>What an element means to the reader.</summary>
internal enum Term
{
    /// <summary>Nothing that is known: it is left alone with all that is in it.</summary>
    None,

    // Containers
    Rss,
    Rdf,
    AtomFeed,
    Channel,
    Items,
    Entry,
    Image,
    TextInput,
    Source,
    SkipHours,
    SkipDays,
    MediaGroup,
    MediaContent,

    // People
    Author,
    Contributor,
    Creator,
    Owner,
    Credit,
    Name,
    Email,
    PersonUrl,

    // Texts
    Title,
    WeakTitle,
    Description,
    WeakDescription,
    Teaser,
    Summary,
    Content,
    Encoded,
    Body,
    Rights,
    WeakRights,
    License,
    Generator,
    GeneratorAgent,
    Language,

    // Addresses and identities
    Id,
    Link,
    OriginalLink,
    Url,
    Logo,
    Icon,
    ImageHref,
    Comments,
    CommentsPost,
    CommentsFeed,
    CommentsCount,
    Enclosure,
    Thumbnail,
    ImageText,

    // Subjects
    Category,
    Subject,
    Tags,
    Keywords,

    // Dates
    Published,
    Issued,
    Date,
    Updated,
    Built,

    // Figures
    Ttl,
    Hour,
    Day,
    Width,
    Height,

    // RFC 5005, RFC 6721
    Archive,
    Complete,
    Deleted,
    DeletedComment,
}
