using Syndication.Formats.Dates;
using Syndication.Formats.Html;

namespace Syndication.Formats.Reading;

/// <summary>What is the same for the whole document, and what is done to any value in it.</summary>
internal sealed class ReadContext(FeedReadOptions options, ProblemLog problems)
{
    private const int LongestShown = 60;

    private readonly HtmlBudget _budget = new();

    public Uri? BaseUrl { get; } = options.BaseUrl;
    public ProblemLog Problems => problems;

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
        Checked(text, Addresses.Link(text, baseUrl), line);

    /// <summary>As <see cref="Link"/>, for files and pictures.</summary>
    public string? Resource(string? text, Uri? baseUrl, int line) =>
        Checked(text, Addresses.Resource(text, baseUrl), line);

    private string? Checked(string? text, string? url, int line)
    {
        if (url is null && !string.IsNullOrWhiteSpace(text))
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
