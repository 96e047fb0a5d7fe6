namespace Syndication.Formats.Html;

/// <summary>Makes HTML from outside harmless: an allow-list, parsed as browsers parse.</summary>
public static class HtmlCleaner
{
    /// <summary>Sanitised HTML with absolute URLs.</summary>
    public static string Clean(string html, Uri? baseUrl) => throw new NotSupportedException();

    /// <summary>Plain text: markup removed, entities resolved once, runs of blanks made one.</summary>
    public static string ToPlainText(string html) => throw new NotSupportedException();
}
