using System.Net.Mail;
using Syndication.Formats.Html;

namespace Syndication.Formats.Reading;

/// <summary>People as one line of text: <c>name (email)</c>, <c>email (name)</c>, <c>name &lt;email&gt;</c>, or either alone.</summary>
internal static class PersonText
{
    public static Person? Parse(string? text)
    {
        var line = text?.Trim();
        if (string.IsNullOrEmpty(line))
        {
            return null;
        }

        var (start, end) = Email(line);
        if (start < 0)
        {
            return new(line);
        }

        var email = line[start..end];
        // What is left without the address and what stood round it.
        var rest =
            line[..start].TrimEnd(' ', '<', '(', '[', ':') + " " + line[end..].TrimStart(' ', '>', ')', ']');
        rest = rest.Trim();
        rest = rest.EndsWith("mailto", StringComparison.OrdinalIgnoreCase)
            ? rest[..^6].TrimEnd(' ', '(', '<')
            : rest;
        if (rest.StartsWith('(') && rest.EndsWith(')'))
        {
            rest = rest[1..^1];
        }

        rest = rest.Trim(' ', ',', '"');
        return new(rest.Length == 0 || rest == email ? null : rest, email);
    }

    /// <summary>
    /// The line as people read it: some write links round names, and systems that keep HTML escape them twice. An
    /// address in angle brackets is no tag.
    /// </summary>
    public static string Shown(string text)
    {
        var isHtml = text.Contains("</", StringComparison.Ordinal) && HtmlLooks.IsHtml(text);
        return isHtml ? HtmlCleaner.ToPlainText(text) : PlainWords.Tidy(HtmlEntity.Resolve(text));
    }

    /// <summary>Where an address stands; its start is -1 where there is none.</summary>
    private static (int Start, int End) Email(string line)
    {
        for (var at = line.IndexOf('@', StringComparison.Ordinal); at >= 0; at = line.IndexOf('@', at + 1))
        {
            var start = at;
            while (start > 0 && IsLocal(line[start - 1]))
            {
                start--;
            }

            var end = at + 1;
            while (end < line.Length && IsDomain(line[end]))
            {
                end++;
            }

            var domain = line.AsSpan(at + 1, end - at - 1).TrimEnd('.');
            if (
                start < at
                && domain.Contains('.')
                && MailAddress.TryCreate(line[start..(at + 1 + domain.Length)], out _)
            )
            {
                return (start, at + 1 + domain.Length);
            }
        }

        return (-1, -1);
    }

    private static bool IsLocal(char c) =>
        char.IsLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".Contains(c, StringComparison.Ordinal);

    private static bool IsDomain(char c) => char.IsLetterOrDigit(c) || c is '.' or '-';
}
