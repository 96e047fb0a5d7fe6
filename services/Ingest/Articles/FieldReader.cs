using System.Buffers;
using System.Net.Mime;
using System.Text.RegularExpressions;
using Syndication.Formats.Html;
using Syndication.Hosting.Publication;

namespace Syndication.Ingest.Articles;

/// <summary>Reads single values of an input; a wrong one is named in <paramref name="errors"/> and read as null.</summary>
internal sealed partial class FieldReader(FieldErrors errors)
{
    // A Bengali letter is nine characters of a percent-encoded URL.
    private const int LongestUrl = 4096;
    private const int LongestName = 200;
    private const int MostNames = 100;

    private static readonly SearchValues<char> NotInUrls = SearchValues.Create(" \t\r\n<>\"\\");

    public string? Text(string field, string? value, int longest)
    {
        var text = value?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        if (text.Length <= longest)
            return text;
        errors.Add(field, $"Longer than {longest} characters.");
        return null;
    }

    /// <summary>Text without markup.</summary>
    public string? PlainText(string field, string? value, int longest)
    {
        // Markup may be longer than what is left of it, yet not without bound.
        if (Text(field, value, longest * 8) is not { } html)
            return null;
        try
        {
            return Text(field, HtmlCleaner.ToPlainText(html), longest);
        }
        catch (HtmlTooComplexException fault)
        {
            errors.Add(field, fault.Message);
            return null;
        }
    }

    /// <summary>An absolute http or https URL, kept as it came.</summary>
    public string? WebUrl(string field, string? value)
    {
        if (Text(field, value, LongestUrl) is not { } text)
            return null;
        if (
            Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri.Host.Length > 0
            && uri.UserInfo.Length == 0
            && !text.AsSpan().ContainsAny(NotInUrls)
            // PostgreSQL keeps no U+0000, and no URL has a control (RFC 3986 §2).
            && !text.Any(char.IsControl)
            && HasName(uri)
        )
            return text;
        errors.Add(field, "Not an absolute http or https URL.");
        return null;
    }

    // A host that cannot be written in ASCII leads nowhere, and shows itself only when asked for (RFC 5891 §4.4).
    private static bool HasName(Uri uri)
    {
        try
        {
            return uri.IdnHost.Length > 0;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    public string? RequiredWebUrl(string field, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            errors.Add(field, "Needed here.");
        return WebUrl(field, value);
    }

    public string? Email(string field, string? value)
    {
        if (Text(field, value, 254) is not { } text)
            return null;
        if (EmailShape().IsMatch(text))
            return text;
        errors.Add(field, "Not an email address.");
        return null;
    }

    public string? Language(string field, string? value)
    {
        if (Text(field, value, LanguageTag.Longest) is not { } text)
            return null;
        if (LanguageTag.IsOne(text))
            return text;
        errors.Add(field, "Not a language tag, such as bn or en-GB (BCP 47).");
        return null;
    }

    public string? MediaType(string field, string? value)
    {
        if (Text(field, value, 127) is not { } text)
            return null;
        try
        {
            return new ContentType(text).MediaType;
        }
        catch (FormatException)
        {
            errors.Add(field, "Not a media type, such as image/jpeg.");
            return null;
        }
    }

    public int? Positive(string field, int? value)
    {
        if (value is not <= 0)
            return value;
        errors.Add(field, "Must be greater than 0.");
        return null;
    }

    public long? NotNegative(string field, long? value)
    {
        if (value is not < 0)
            return value;
        errors.Add(field, "Must not be negative.");
        return null;
    }

    /// <summary>Names in plain text, each once, in order.</summary>
    public IReadOnlyList<string> Names(string field, IReadOnlyList<string?>? values)
    {
        if (values is null)
            return [];
        if (values.Count > MostNames)
            errors.Add(field, $"More than {MostNames}.");
        var names = new List<string>();
        for (var i = 0; i < Math.Min(values.Count, MostNames); i++)
        {
            if (PlainText($"{field}[{i}]", values[i], LongestName) is { } name && !names.Contains(name))
                names.Add(name);
        }
        return names;
    }

    [GeneratedRegex(
        @"^[^@\s<>""]+@[^@\s<>""]+$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex EmailShape();
}
