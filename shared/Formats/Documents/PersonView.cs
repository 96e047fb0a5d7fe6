namespace Syndication.Formats.Documents;

/// <summary>A person who has a name, be it the mail address.</summary>
internal readonly record struct PersonView(string Name, string? Email, string? Url)
{
    public static PersonView? Of(Person person)
    {
        var email = FeedView.Text(person.Email);
        var name = FeedView.Text(person.Name) ?? email ?? FeedView.Text(person.Url);
        return name is null
            ? null
            : new PersonView(name, IsAddress(email) ? email : null, Uris.Web(person.Url));
    }

    // Atom wants local@domain (RFC 4287 §3.2.3), no more.
    private static bool IsAddress(string? text) =>
        text?.IndexOf('@', StringComparison.Ordinal) is > 0
        && !text.Any(c => char.IsWhiteSpace(c) || c is '<' or '>')
        && text.IndexOf('.', text.IndexOf('@', StringComparison.Ordinal)) > 0;
}
