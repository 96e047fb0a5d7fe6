namespace Syndication.Formats.Reading;

/// <summary>An entry while it is read.</summary>
internal sealed class EntryDraft(ReadContext context) : Draft(context)
{
    private Places<Enclosure, string> _enclosures = new(e => e.Url);

    public Ranked<string> Summary;
    public Ranked<string> Content;
    public Ranked<FeedImage> Image;
    public Ranked<string> Comments;
    public Ranked<string> CommentsFeed;
    public Ranked<DateTimeOffset?> Published;
    public Ranked<DateTimeOffset?> Updated;

    public List<Enclosure> Enclosures { get; } = [];
    public int? CommentsCount { get; set; }
    public EntrySource? Source { get; set; }

    /// <summary>Who wrote it where the entry does not say (RFC 4287 §4.2.1).</summary>
    public IReadOnlyList<Person> SourceAuthors { get; set; } = [];

    /// <summary>Each file once; what a second mention knows more is kept.</summary>
    public void AddEnclosure(Enclosure enclosure)
    {
        // RSS demands a length, and who knows none writes 0.
        enclosure = enclosure.Length == 0 ? enclosure with { Length = null } : enclosure;
        var same = _enclosures.Of(enclosure.Url, Enclosures);
        if (same >= 0)
        {
            var known = Enclosures[same];
            Enclosures[same] = new(known.Url, known.Type ?? enclosure.Type, known.Length ?? enclosure.Length);
        }
        else if (MayAdd(Enclosures.Count))
        {
            Enclosures.Add(enclosure);
        }
    }

    /// <summary>The entry; null where nothing was said.</summary>
    /// <param name="feedLanguage">The language that needs not be repeated.</param>
    public Entry? Build(string? feedLanguage)
    {
        var language = Language.Value ?? Inherited;
        var entry = new Entry
        {
            Id = Id.Value,
            Link = Link.Value,
            Title = Title.Value ?? "",
            Summary = Summary.Value,
            Content = Content.Value,
            Published = Published.Value,
            Updated = Updated.Value,
            Authors = Authors.Count > 0 ? Authors : SourceAuthors,
            Contributors = Contributors,
            Categories = Categories,
            Enclosures = Enclosures,
            Image = Image.Value ?? Pictured(),
            Language = string.Equals(language, feedLanguage, StringComparison.OrdinalIgnoreCase)
                ? null
                : language,
            Rights = Rights.Value,
            Comments = Comments.Value,
            CommentsFeed = CommentsFeed.Value,
            CommentsCount = CommentsCount,
            Source = Source,
        };
        return IsNothing(entry) ? null : entry;
    }

    // An enclosed picture, else the first one in the text.
    private FeedImage? Pictured() =>
        Enclosures.Find(e => e.Type?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true)
            is { } enclosed
            ? new(enclosed.Url, Type: enclosed.Type)
            : FirstPicture.In(Content.Value) ?? FirstPicture.In(Summary.Value);

    private static bool IsNothing(Entry entry) =>
        entry
            is {
                Id: null,
                Link: null,
                Title: "",
                Summary: null,
                Content: null,
                Published: null,
                Updated: null,
                Image: null,
                Source: null,
                Rights: null,
                Comments: null,
                CommentsFeed: null,
                Authors.Count: 0,
                Contributors.Count: 0,
                Categories.Count: 0,
                Enclosures.Count: 0,
            };
}
