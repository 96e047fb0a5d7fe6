namespace Syndication.Formats.Reading;

/// <summary>What feeds, entries and sources have in common, while they are read.</summary>
internal abstract class Draft(ReadContext context)
{
    /// <summary>Of each kind; a feed with more of them is an attack or an accident.</summary>
    public const int MostOfAKind = 500;

    // Among so many people one is sought who was told of otherwise; behind them the very same only.
    private const int FewPeople = 16;

    private Places<Category, Category> _categories = new(c => c);
    private Places<Person, Person> _authors = new(p => p);
    private Places<Person, Person> _contributors = new(p => p);

    public Ranked<string> Id;
    public Ranked<string> Title;
    public Ranked<string> Link;
    public Ranked<string> Rights;
    public Ranked<string> Language;

    private protected ReadContext Context { get; } = context;

    public List<Person> Authors { get; } = [];
    public List<Person> Contributors { get; } = [];
    public List<Category> Categories { get; } = [];

    /// <summary>The language of the element itself, its own or inherited.</summary>
    public string? Inherited { get; set; }

    public void AddAuthor(Person person) => Add(Authors, ref _authors, person);

    public void AddContributor(Person person) => Add(Contributors, ref _contributors, person);

    public void AddCategory(Category category)
    {
        if (_categories.Of(category, Categories) < 0 && MayAdd(Categories.Count))
        {
            Categories.Add(category);
        }
    }

    /// <summary>Whether one more may be kept beside so many; a problem where not.</summary>
    private protected bool MayAdd(int count)
    {
        if (count < MostOfAKind && Context.MayKeep())
        {
            return true;
        }

        Context.Problems.Add("too-many-values", "Of many people, categories or files some were left out.", 0);
        return false;
    }

    // One person is often told twice, by author and dc:creator; what the second knows more is kept.
    private void Add(List<Person> people, ref Places<Person, Person> places, Person person)
    {
        var same = Same(people, person);
        if (same >= 0)
        {
            var known = people[same];
            people[same] = new(
                known.Name ?? person.Name,
                known.Email ?? person.Email,
                known.Url ?? person.Url
            );
        }
        else if (places.Of(person, people) < 0 && MayAdd(people.Count))
        {
            people.Add(person);
        }
    }

    private static int Same(List<Person> people, Person person)
    {
        for (var i = 0; i < people.Count && i < FewPeople; i++)
        {
            if (IsSame(people[i], person))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsSame(Person one, Person other) =>
        Agree(one.Name, other.Name)
        && Agree(one.Email, other.Email)
        && Agree(one.Url, other.Url)
        && (one.Name ?? one.Email ?? one.Url) is { } key
        && (key == other.Name || key == other.Email || key == other.Url);

    private static bool Agree(string? one, string? other) => one is null || other is null || one == other;
}
