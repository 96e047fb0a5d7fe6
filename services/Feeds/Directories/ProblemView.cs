using Syndication.Feeds.Documents;

namespace Syndication.Feeds.Directories;

/// <summary>Tells people why there is no feed, and leads them to those that there are.</summary>
internal sealed class ProblemView(PageFrame frame)
{
    /// <inheritdoc cref="ProblemPage"/>
    public IResult? Show(HttpContext context, int status, IReadOnlyDictionary<string, string> faults)
    {
        var words = ProblemWords.For(frame.Publication.Language);
        var notice = status switch
        {
            StatusCodes.Status400BadRequest => words.Wrong,
            StatusCodes.Status404NotFound => words.Unknown,
            StatusCodes.Status410Gone => words.Gone,
            StatusCodes.Status503ServiceUnavailable => words.NotYet,
            _ => null,
        };
        if (notice is null)
            return null;
        context.Response.Headers.ContentSecurityPolicy = PageStyle.Policy;
        var head = new PageHead($"{notice.Title} — {frame.Publication.Title}", notice.Text, Path: null)
        {
            IsIndexed = false,
        };
        return TypedResults.Bytes(
            frame.Write(head, Body(status, notice, words, faults)),
            PageFrame.ContentType
        );
    }

    private static HtmlText Body(
        int status,
        ProblemWords.Notice notice,
        ProblemWords words,
        IReadOnlyDictionary<string, string> faults
    )
    {
        var html = new HtmlText();
        html.Add(
            $"<div class=\"lead\" id=\"news\"><p class=\"kicker\">{FormattableString.Invariant($"{status}")}</p>"
        );
        html.Add($"<h1>{notice.Title}</h1><p>{notice.Text}</p>\n");
        if (faults.Count > 0)
        {
            html.Add($"<ul>");
            foreach (var (name, fault) in faults)
                html.Add($"<li><code>{name}</code>: {words.Faults.GetValueOrDefault(name, fault)}</li>\n");
            html.Add($"</ul>");
        }
        html.Add($"<p><a href=\"/\">{words.Directory}</a></p></div>\n");
        return html;
    }
}
