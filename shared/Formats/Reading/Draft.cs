namespace Syndication.Formats.Reading;

/// <summary>What feeds, entries and sources have in common, while they are read.</summary>
internal abstract class Draft
{
    /// <summary>Of each kind; a feed with more of them is an attack or an accident.</summary>
    public const int MostOfAKind = 500;

    public Ranked<string> Id;
    public Ranked<string> Title;
    public Ranked<string> Link;
    public Ranked<string> Rights;
    public Ranked<string> Language;

    public List<Person> Authors { get; } = [];
    public List<Person> Contributors { get; } = [];
    public List<Category> Categories { get; } = [];

    /// <summary>The language of the element itself, its own or inherited.</summary>
    public string? Inherited { get; set; }

    public void AddAuthor(Person person) => Add(Authors, person);

    public void AddContributor(Person person) => Add(Contributors, person);

    public void AddCategory(Category category)
    {
        if (Categories.Count < MostOfAKind && !Categories.Contains(category))
        {
            Categories.Add(category);
        }
    }

    // One person is often told twice, by author and dc:creator; what the second knows more is kept.
    private static void Add(List<Person> people, Person person)
    {
        var same = people.FindIndex(p => IsSame(p, person));
        if (same >= 0)
        {
            var known = people[same];
            people[same] = new(
                known.Name ?? person.Name,
                known.Email ?? person.Email,
                known.Url ?? person.Url
            );
        }
        else if (people.Count < MostOfAKind)
        {
            people.Add(person);
        }
    }

    private static bool IsSame(Person one, Person other) =>
        Agree(one.Name, other.Name)
        && Agree(one.Email, other.Email)
        && Agree(one.Url, other.Url)
        && (one.Name ?? one.Email ?? one.Url) is { } key
        && (key == other.Name || key == other.Email || key == other.Url);

    private static bool Agree(string? one, string? other) => one is null || other is null || one == other;
}
