using Syndication.Formats.Html;

namespace Syndication.Ingest.Sources;

/// <summary>
/// Plain text of strangers. A title may speak of tags; whoever puts it into a page as it is must not run them, so
/// they are written as HTML shows them.
/// </summary>
internal static class PreviewText
{
    public static string? Of(string? text) => text is null ? null : HtmlCleaner.Inert(text);
}
