using System.Buffers;

namespace Syndication.Formats.Documents;

/// <summary>A person who has a name, be it the mail address.</summary>
internal readonly record struct PersonView(string Name, string? Email, string? Url)
{
    private static readonly SearchValues<char> InLocalPart = SearchValues.Create(
        "!#$%&'*+-./=?^_`{|}~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    private static readonly SearchValues<char> InDomain = SearchValues.Create(
        "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    public static PersonView? Of(Person person)
    {
        var email = FeedView.Text(person.Email);
        var name = FeedView.Text(person.Name) ?? email ?? FeedView.Text(person.Url);
        return name is null
            ? null
            : new PersonView(name, IsAddress(email) ? email : null, Uris.Web(person.Url));
    }

    // RFC 4287 §3.2.3: an addr-spec of RFC 2822, of which validators know those in ASCII, without quotes.
    private static bool IsAddress(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        if (at < 1)
        {
            return false;
        }

        var domain = text[(at + 1)..];
        return !text[..at].ContainsAnyExcept(InLocalPart)
            && !domain.ContainsAnyExcept(InDomain)
            && domain.IndexOf("..", StringComparison.Ordinal) < 0
            && domain.LastIndexOf('.') > 0
            && domain[0] != '.'
            && char.IsAsciiLetter(domain[^1]);
    }
}
