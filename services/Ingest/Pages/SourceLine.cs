using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>
/// Takes the body's last lines off it: the source line, which becomes the article's source, and the desk's
/// initials, which mean nothing to readers.
/// </summary>
internal static partial class SourceLine
{
    private const int MostLines = 6;
    private const int LongestLine = 300;

    /// <summary>The source named last, with its link.</summary>
    public static (string? Name, string? Href) Take(IElement body)
    {
        (string?, string?) source = default;
        for (var i = 0; i < MostLines && TailLine.Last(body) is { } line; i++)
        {
            if (line.Text.Length > LongestLine)
                break;
            var match = Source().Match(line.Text);
            if (match.Success)
                source = (match.Groups["name"].Value.Trim(), line.Href);
            else if (!Initials().IsMatch(line.Text))
                break;
            line.Remove(body);
        }
        return source;
    }

    public static bool IsSource(string text) => text.Length <= LongestLine && Source().IsMatch(text);

    [GeneratedRegex(
        @"^[(\[]?\s*(তথ্যসূত্র|সূত্র|সুত্র|তথ্যসুত্র|উৎস|sources?|via)\s*[:ঃ：–—-]\s*(?<name>[^।\r\n]{2,100}?)\s*[।.]?\s*[)\]]?\s*[।.]?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Source();

    // "/এআই", "এসএ/এআই", "এমএইচ/এসএ/": at most a few letters between slashes; the paper's name may come first.
    [GeneratedRegex(
        @"^([\p{L}\p{M}.]{1,20})?(\s*/\s*[\p{L}\p{M}.]{1,10}){1,3}\s*/?$|^[\p{L}\p{M}.]{1,10}/$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Initials();
}
