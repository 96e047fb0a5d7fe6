using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Syndication.Feeds.Readers;

/// <summary>What a <c>User-Agent</c> tells: a program's name and, of services that fetch for many, for how many.</summary>
/// <param name="Name">Without version; <c>unknown</c> where none is told.</param>
/// <param name="FeedId">The service's own number for the feed, by which it counts its subscribers; or null.</param>
/// <param name="Subscribers">Null where it does not tell.</param>
internal sealed partial record ReaderAgent(string Name, string? FeedId, int? Subscribers)
{
    public const string Unknown = "unknown";

    private const int LongestAgent = 1_024;
    private const int LongestName = 60;
    private const int Patience = 100;

    // More readers than a feed has: a lie or a mistake.
    private const int MostSubscribers = 10_000_000;

    private static readonly SearchValues<char> NameEnds = SearchValues.Create("/;,( \t");
    private static readonly ReaderAgent Nobody = new(Unknown, null, null);

    public static ReaderAgent Parse(string? agent)
    {
        if (string.IsNullOrWhiteSpace(agent))
            return Nobody;
        // Some write all blanks as pluses or underscores.
        var text = (agent.Length > LongestAgent ? agent[..LongestAgent] : agent)
            .Replace('_', ' ')
            .Replace('+', ' ');
        var id = FeedIdPart().Match(text);
        return new(NameOf(text), id.Success ? id.Groups["id"].Value : null, SubscribersOf(text));
    }

    private static int? SubscribersOf(string text)
    {
        var told = CountPart().Match(text);
        if (!told.Success)
            told = CountLastPart().Match(text);
        return
            told.Success
            && int.TryParse(
                told.Groups["count"].ValueSpan,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var count
            )
            && count <= MostSubscribers
            ? count
            : null;
    }

    // Many call themselves Mozilla first, and tell in brackets who they are; a browser's platform is no name.
    private static string NameOf(string text)
    {
        var name = Clean(FirstWord(text));
        if (!name.Equals("Mozilla", StringComparison.OrdinalIgnoreCase))
            return name;
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = open < 0 ? -1 : text.IndexOf(')', open);
        var parts = close < 0 ? [] : text[(open + 1)..close].Split(';', StringSplitOptions.TrimEntries);
        if (parts is not ["compatible", .. var rest])
            return name;
        return rest.Select(FirstWord).Select(Clean).FirstOrDefault(part => part != Unknown) ?? name;
    }

    // Up to the version, a remark, or a second word.
    private static string FirstWord(string text)
    {
        var start = text.AsSpan().TrimStart();
        var end = start.IndexOfAny(NameEnds);
        return (end < 0 ? start : start[..end]).ToString();
    }

    // An address, of a machine or of a person, is not kept as anybody's name.
    private static string Clean(string name)
    {
        if (name.Contains('@', StringComparison.Ordinal) || IPAddress.TryParse(name, out _))
            return Unknown;
        var clean = new StringBuilder();
        foreach (
            var letter in name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-').Take(LongestName)
        )
            clean.Append(letter);
        var text = clean.ToString();
        return text.Any(char.IsAsciiLetter) ? text : Unknown;
    }

    [GeneratedRegex(
        @"\b(?<count>[0-9]{1,9}) (subscriber|reader|user)(s|\(s\))?\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        Patience
    )]
    private static partial Regex CountPart();

    [GeneratedRegex(
        @"\b(subscribers|readers|users)[ :=]{1,2}(?<count>[0-9]{1,9})\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        Patience
    )]
    private static partial Regex CountLastPart();

    [GeneratedRegex(
        @"\bfeed-?id[:=] ?(?<id>[A-Za-z0-9-]{1,64})",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        Patience
    )]
    private static partial Regex FeedIdPart();
}
