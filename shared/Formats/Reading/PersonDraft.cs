namespace Syndication.Formats.Reading;

/// <summary>A person while it is read; RSS says all in one line of text.</summary>
internal sealed class PersonDraft
{
    public string? Name { get; set; }
    public string? Email { get; set; }
    public string? Url { get; set; }

    public Person? Build(string text)
    {
        if (Name is null && Email is null && Url is null)
        {
            return PersonText.Parse(PersonText.Shown(text));
        }

        // "name (email)" stands in Atom's name, too.
        var split = Email is null ? PersonText.Parse(Name) : null;
        return split is null ? new(Name, Email, Url) : new(split.Name, split.Email, Url);
    }
}
