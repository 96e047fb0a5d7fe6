namespace Syndication.Formats.Reading;

/// <summary>A feed while it is read.</summary>
internal sealed class FeedDraft(ReadContext context) : Draft(context)
{
    /// <summary>Entries that are kept of one document.</summary>
    public const int MostEntries = 20_000;

    private static readonly string TooMany = $"Entries after the first {MostEntries} were left out.";

    private int _begun;

    public Ranked<string> Description;
    public Ranked<string> Image;
    public Ranked<string> Icon;
    public Ranked<string> Generator;
    public Ranked<DateTimeOffset?> Updated;

    public string? Self { get; set; }
    public List<string> Hubs { get; } = [];
    public int? Ttl { get; set; }
    public SortedSet<int> SkipHours { get; } = [];
    public SortedSet<DayOfWeek> SkipDays { get; } = [];
    public FeedPages Pages { get; set; } = FeedPages.None;
    public Person? Owner { get; set; }
    public List<Entry> Entries { get; } = [];
    public List<DeletedEntry> Deleted { get; } = [];

    public string? ShownLanguage => Language.Value ?? Inherited;

    /// <summary>Whether one more entry may be read; asked when it begins.</summary>
    public bool MayBegin(int line)
    {
        if (_begun < MostEntries)
        {
            _begun++;
            return true;
        }

        Context.Problems.Add("too-many-entries", TooMany, line);
        return false;
    }

    /// <summary>Adds an entry, where it says anything.</summary>
    public void Take(Entry? entry)
    {
        if (entry is not null)
        {
            Entries.Add(entry);
        }
    }

    public Feed Build() =>
        new()
        {
            Id = Id.Value,
            Title = Title.Value ?? "",
            Description = Description.Value,
            Link = Link.Value,
            Self = Self,
            Hubs = Hubs,
            Language = ShownLanguage,
            Updated = Updated.Value,
            Rights = Rights.Value,
            Image = Image.Value,
            Icon = Icon.Value,
            Generator = Generator.Value,
            Ttl = Ttl,
            SkipHours = [.. SkipHours],
            SkipDays = [.. SkipDays],
            Pages = Pages,
            Authors = Authors.Count == 0 && Owner is not null ? [Owner] : Authors,
            Categories = Categories,
            Entries = Entries,
            Deleted = Deleted,
        };
}
