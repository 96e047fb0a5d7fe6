namespace Syndication.Formats;

/// <summary>One entry of a feed.</summary>
public sealed record Entry
{
    /// <summary>Permanent and opaque, such as <c>urn:uuid:…</c>.</summary>
    public string? Id { get; init; }

    /// <summary>The entry's page.</summary>
    public string? Link { get; init; }

    /// <summary>Plain text.</summary>
    public required string Title { get; init; }

    /// <summary>Sanitised HTML.</summary>
    public string? Summary { get; init; }

    /// <summary>Sanitised HTML.</summary>
    public string? Content { get; init; }

    public DateTimeOffset? Published { get; init; }
    public DateTimeOffset? Updated { get; init; }
    public IReadOnlyList<Person> Authors { get; init; } = [];
    public IReadOnlyList<Person> Contributors { get; init; } = [];
    public IReadOnlyList<Category> Categories { get; init; } = [];
    public IReadOnlyList<Enclosure> Enclosures { get; init; } = [];
    public FeedImage? Image { get; init; }

    /// <summary>BCP 47; null where it is the feed's.</summary>
    public string? Language { get; init; }

    public string? Rights { get; init; }

    /// <summary>URL of the page for comments.</summary>
    public string? Comments { get; init; }

    /// <summary>URL of a feed of the comments (<c>wfw:commentRss</c>, Atom's <c>replies</c>); read, not written.</summary>
    public string? CommentsFeed { get; init; }

    /// <summary>How many comments there are (<c>slash:comments</c>); read, not written.</summary>
    public int? CommentsCount { get; init; }

    public EntrySource? Source { get; init; }

    /// <summary>Plain text that tells readers what was corrected.</summary>
    public string? Correction { get; init; }
}
