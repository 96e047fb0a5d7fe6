using System.Globalization;
using Syndication.Notifier.Subscriptions;
using Syndication.Web;

namespace Syndication.Notifier.Pages;

/// <summary>
/// <c>/alerts/unsubscribe</c>: one click ends alerts. Whoever fetches links ahead may do so, too, which is why it can be
/// undone; a POST as RFC 8058 has it, which nobody makes by accident, deletes.
/// </summary>
internal sealed class UnsubscribePage(PageShell shell, SubscriptionDesk desk)
{
    public async Task<IResult> GetAsync(string? token, HttpContext context, CancellationToken ct) =>
        await LeaveAsync(token, leave: true, ct) is Leaving.Done ? Left(context, token!) : Nothing(context);

    public async Task<IResult> PostAsync(string? token, HttpContext context, CancellationToken ct)
    {
        var form = await ReadFormAsync(context.Request, ct);
        var words = shell.Words(context.Request);
        if (form["act"] == "undo")
            return await LeaveAsync(token, leave: false, ct) switch
            {
                Leaving.Done => Answer(context, words, words.Back, new HtmlText()),
                Leaving.TooOften(var wait) => TooOften(context, token!, wait),
                _ => Nothing(context),
            };
        if (form["act"] != "delete" && form["List-Unsubscribe"] != "One-Click")
            return await GetAsync(token, context, ct);
        return SubscriptionTokens.TryReadId(token, out var id) && await desk.EndByLinkAsync(id, token, ct)
            ? Answer(context, words, words.Forgotten, new HtmlText())
            : Nothing(context);
    }

    private static async Task<IFormCollection> ReadFormAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return request.HasFormContentType ? await request.ReadFormAsync(ct) : FormCollection.Empty;
        }
        // A body too long and a wrong status are told already; what breaks off in the middle is an IOException.
        catch (Exception fault)
            when (fault is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The body is no form.", StatusCodes.Status400BadRequest, fault);
        }
    }

    private async Task<Leaving> LeaveAsync(string? token, bool leave, CancellationToken ct) =>
        SubscriptionTokens.TryReadId(token, out var id)
            ? await desk.LeaveAsync(id, token, leave, ct)
            : new Leaving.Unknown();

    private IResult Left(HttpContext context, string token)
    {
        var words = shell.Words(context.Request);
        var choice = Choice(context, words, words.LeftHint, token);
        return Answer(context, words, words.Left, choice, other: $"token={token}&");
    }

    // A program learns it as it learns everything else; a reader gets a page, with the buttons for later.
    private IResult TooOften(HttpContext context, string token, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds)
            .ToString(CultureInfo.InvariantCulture);
        const int Status = StatusCodes.Status429TooManyRequests;
        var accepts = context.Request.Headers.Accept.ToString();
        if (!accepts.Contains("text/html", StringComparison.OrdinalIgnoreCase))
            return TypedResults.Problem("Leaving was undone too often; try again later.", statusCode: Status);
        var words = shell.Words(context.Request);
        var choice = Choice(context, words, words.TooOftenHint, token);
        return Answer(context, words, words.TooOften, choice, Status, $"token={token}&");
    }

    private HtmlText Choice(HttpContext context, PageWords words, string hint, string token)
    {
        var html = new HtmlText();
        html.Add($"<p>{hint}</p>\n");
        html.Add(
            $"<form method=\"post\" action=\"/alerts/unsubscribe?token={token}{shell.Language(context.Request, "&")}\">\n"
        );
        html.Add($"<div class=\"row\"><button name=\"act\" value=\"undo\">{words.Undo}</button>\n");
        return html.Add(
            $"<button class=\"plain\" name=\"act\" value=\"delete\">{words.Forget}</button></div>\n</form>\n"
        );
    }

    private IResult Nothing(HttpContext context)
    {
        var words = shell.Words(context.Request);
        return Answer(context, words, words.NoSuchLink, new HtmlText(), StatusCodes.Status404NotFound, "");
    }

    private IResult Answer(
        HttpContext context,
        PageWords words,
        string title,
        HtmlText rest,
        int status = StatusCodes.Status200OK,
        string? other = null
    )
    {
        var html = new HtmlText();
        html.Add($"<h1>{title}</h1>\n{rest}");
        html.Add($"<p><a href=\"/alerts{shell.Language(context.Request, "?")}\">{words.Alerts}</a></p>\n");
        return shell.Page(
            context,
            new()
            {
                Words = words,
                Title = title,
                Body = html,
                Other = other,
            },
            status
        );
    }
}
