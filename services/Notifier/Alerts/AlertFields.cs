using Syndication.Hosting.Outbound;
using Syndication.Hosting.Publication;

namespace Syndication.Notifier.Alerts;

/// <summary>Reads single values of what the newsroom writes; a wrong one is named in <see cref="Errors"/>.</summary>
internal sealed class AlertFields(string siteUrl)
{
    private const int LongestTitle = 200;
    private const int LongestRaw = 4000;
    private const int LongestUrl = 2048;

    public Dictionary<string, string[]> Errors { get; } = new(StringComparer.Ordinal);

    public void Wrong(string field, string fault) =>
        Errors[field] = Errors.TryGetValue(field, out var others) ? [.. others, fault] : [fault];

    /// <summary>One line, 1 to 200 characters.</summary>
    public string Title(string? value)
    {
        var text = Line("title", value, LongestRaw) ?? "";
        if (text.Length == 0 && !Errors.ContainsKey("title"))
            Wrong("title", "Needed here.");
        else if (text.Length > LongestTitle)
            Wrong("title", $"Longer than {LongestTitle} characters.");
        return text;
    }

    /// <summary>One line, cut between words where it is longer than a lock screen shows.</summary>
    public string? Cut(string field, string? value) =>
        Line(field, value, LongestRaw) is { Length: > 0 } text ? AlertText.Cut(text) : null;

    /// <summary>Absolute http or https; a path is one of the newsroom's site.</summary>
    public string? Url(string field, string? value)
    {
        var text = value?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        if (text is ['/', ..] and not ['/', '/', ..])
            text = siteUrl.TrimEnd('/') + text;
        if (
            text.Length <= LongestUrl
            && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or '"' or '\\')
            && Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            && url.UserInfo.Length == 0
            && WebUrl.HasHost(url)
        )
            return text;
        Wrong(field, $"Neither an http or https URL nor a path; {LongestUrl} characters at most.");
        return null;
    }

    /// <summary>BCP 47.</summary>
    public string? Language(string? value)
    {
        var text = value?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        if (LanguageTag.IsOne(text))
            return text;
        Wrong("language", "Not a language tag, such as bn or en-GB (BCP 47).");
        return null;
    }

    /// <summary>Any text of the sender's, without controls.</summary>
    public string? Key(string field, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        if (value.Length <= AlertKeys.Longest && !value.Any(char.IsControl) && IsUnicode(value))
            return value;
        Wrong(field, $"Longer than {AlertKeys.Longest} characters, or with control characters.");
        return null;
    }

    private string? Line(string field, string? value, int longest)
    {
        if (value is null)
            return null;
        var text = value.Length <= longest ? AlertText.OneLine(value) : "";
        if (value.Length > longest)
            Wrong(field, $"Longer than {longest} characters.");
        else if (text.Any(char.IsControl) || !IsUnicode(text))
            Wrong(field, "With characters that cannot be shown.");
        else
            return text;
        return null;
    }

    // Half a surrogate pair; PostgreSQL keeps no U+0000.
    private static bool IsUnicode(string text) =>
        !text.AsSpan().ContainsAnyInRange('\ud800', '\udfff')
        || !text.EnumerateRunes().Any(r => r == System.Text.Rune.ReplacementChar && !text.Contains('\ufffd'));
}
