using System.Text.RegularExpressions;

namespace Syndication.Hosting.Publication;

/// <summary>A language tag (BCP 47), such as <c>bn</c> or <c>en-GB</c>, by its shape.</summary>
public static partial class LanguageTag
{
    /// <summary>The whole of a tag.</summary>
    internal const string Shape = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*";

    /// <summary>Characters of the longest that anybody must take (RFC 5646 §4.4.1).</summary>
    public const int Longest = 35;

    /// <summary>True for what has that shape, and is no longer than <see cref="Longest"/>.</summary>
    public static bool IsOne(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= Longest && Whole().IsMatch(text);
    }

    [GeneratedRegex(
        $@"^{Shape}\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Whole();
}
