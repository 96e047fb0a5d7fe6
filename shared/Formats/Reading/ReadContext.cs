using Syndication.Formats.Dates;
using Syndication.Formats.Html;

namespace Syndication.Formats.Reading;

/// <summary>What is the same for the whole document, and what is done to any value in it.</summary>
internal sealed class ReadContext(FeedReadOptions options, ProblemLog problems)
{
    private const int LongestShown = 60;

    // Characters of an address that others are counted from.
    private const int LongestBase = 4096;

    // Of people, categories and files in the whole document: a few characters of it are a hundred bytes of memory.
    private const int MostValues = 300_000;

    // Characters that relative addresses grow by in the whole document, since each bears its base.
    private const int MostGrowth = 16 * 1024 * 1024;

    private int _values;
    private int _growth;

    private readonly HtmlBudget _budget = new();

    public Uri? BaseUrl { get; } = options.BaseUrl;
    public ProblemLog Problems => problems;

    /// <summary>Whether the document may have one more value; asked for each.</summary>
    public bool MayKeep() => _values < MostValues && _values++ >= 0;

    /// <summary>A base within another; the outer one, and a problem, where it is too long.</summary>
    public Uri? Base(string text, Uri? outer, int line)
    {
        var own = text.Length <= LongestBase ? Addresses.Base(text, outer) : outer;
        if (
            text.Length <= LongestBase
            && (ReferenceEquals(own, outer) || own!.OriginalString.Length <= LongestBase)
        )
        {
            return own;
        }

        problems.Add("base-too-long", $"A base of over {LongestBase} characters was left out.", line);
        return outer;
    }

    /// <summary>HTML made harmless; null where nothing is left, or the HTML is too much.</summary>
    public string? Html(string html, Uri? baseUrl, int line)
    {
        if (html.Length == 0)
        {
            return null;
        }

        if (!options.Clean)
        {
            return html;
        }

        // An exception for each of a million texts would cost more than they.
        if (_budget.IsSpent)
        {
            return null; // as was told when it was spent
        }

        try
        {
            return HtmlCleaner.Clean(html, baseUrl, _budget) is { Length: > 0 } cleaned ? cleaned : null;
        }
        catch (HtmlTooComplexException fault)
        {
            problems.Add("html-too-complex", $"A text was left out. {fault.Message}", line);
            return null;
        }
    }

    /// <summary>The words of HTML; null where there are none.</summary>
    public string? Plain(string html, int line)
    {
        try
        {
            return HtmlCleaner.ToPlainText(html) is { Length: > 0 } text ? text : null;
        }
        catch (HtmlTooComplexException fault)
        {
            problems.Add("html-too-complex", $"A text was left out. {fault.Message}", line);
            return null;
        }
    }

    /// <summary>An instant; null, and a problem, where the text is no date.</summary>
    public DateTimeOffset? Date(string text, int line)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty)
        {
            return null;
        }

        if (FeedDate.TryParse(trimmed, options.TimeZone, out var instant))
        {
            return instant;
        }

        var shown = trimmed.Length > LongestShown ? $"{trimmed[..LongestShown]}…" : trimmed.ToString();
        problems.Add("unreadable-date", $"\"{shown}\" is no date that can be read.", line);
        return null;
    }

    /// <summary>An address that was given, made absolute; a problem where nothing tells to what it is relative.</summary>
    public string? Link(string? text, Uri? baseUrl, int line) =>
        Checked(text, MayGrow(text) ? Addresses.Link(text, baseUrl) : null, line);

    /// <summary>As <see cref="Link"/>, for files and pictures.</summary>
    public string? Resource(string? text, Uri? baseUrl, int line) =>
        Checked(text, MayGrow(text) ? Addresses.Resource(text, baseUrl) : null, line);

    // What is resolved is longer than what was written, by its base each time.
    private bool MayGrow(string? text) =>
        _growth <= MostGrowth || text is null || Addresses.IsAbsolute(text.TrimStart());

    private string? Checked(string? text, string? url, int line)
    {
        if (url is not null)
        {
            _growth += Math.Max(0, url.Length - text!.Length);
        }
        else if (_growth > MostGrowth)
        {
            problems.Add(
                "addresses-too-long",
                "Relative addresses beyond a sum of characters were left out.",
                line
            );
        }
        else if (!string.IsNullOrWhiteSpace(text))
        {
            problems.Add(
                "unusable-address",
                "An address was left out: relative to nothing, or of no web page.",
                line
            );
        }

        return url;
    }
}
