using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Store;
using Syndication.Notifier.WebPush;
using Syndication.Web;

namespace Syndication.Notifier.Pages;

/// <summary><c>/alerts/{id}</c>: an alert as it stands now, for whoever comes later.</summary>
internal sealed class StandingAlertPage(PageShell shell, UnitOfWork work)
{
    // A correction must not wait long.
    private const string Caching = "public, max-age=15";
    private TimeZoneInfo? _zone;

    public async Task<IResult> GetAsync(Guid id, HttpContext context, CancellationToken ct)
    {
        var words = shell.Words(context.Request);
        if (await FindAsync(id, ct) is not { } alert)
            return shell.Page(
                context,
                Nothing(words, shell.Language(context.Request, "?")),
                StatusCodes.Status404NotFound
            );
        var head = new HtmlText();
        head.Add($"<meta property=\"og:title\" content=\"{alert.Title}\">\n");
        return shell.Page(
            context,
            new()
            {
                Words = words,
                Title = alert.State == AlertState.Withdrawn ? words.Withdrawn : alert.Title,
                Head = alert.State == AlertState.Withdrawn ? null : head,
                Body = Body(words, alert, shell.Language(context.Request, "?")),
                Caching = Caching,
                Other = "",
            }
        );
    }

    private static Page Nothing(PageWords words, string query)
    {
        var html = new HtmlText();
        html.Add($"<h1>{words.NoSuchAlert}</h1>\n<p><a href=\"/alerts{query}\">{words.Alerts}</a></p>\n");
        return new()
        {
            Words = words,
            Title = words.NoSuchAlert,
            Body = html,
            Other = "",
        };
    }

    // What nobody was ever told stays in the newsroom.
    private Task<Alert?> FindAsync(Guid id, CancellationToken ct) =>
        work.ReadAsync(
            async db =>
            {
                var alert = await db.Alerts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct);
                if (alert is null || alert.DryRun || alert.IsProbe)
                    return null;
                var isTold =
                    alert.IsOut
                    || (
                        alert.State == AlertState.Withdrawn
                        && (
                            alert.SentAt is not null || await db.Dispatches.AnyAsync(d => d.AlertId == id, ct)
                        )
                    );
                return isTold ? alert : null;
            },
            ct
        );

    private HtmlText Body(PageWords words, Alert alert, string query)
    {
        var isWithdrawn = alert.State == AlertState.Withdrawn;
        var direction = WritingDirection.Of(alert.Language);
        var html = new HtmlText();
        html.Add($"<article lang=\"{alert.Language}\" dir=\"{direction}\">\n");
        html.Add(
            $"<p class=\"soft\" lang=\"{words.Code}\" dir=\"ltr\">{Kicker(words, alert)} · {Time(words, alert)}</p>\n"
        );
        if (isWithdrawn)
            html.Add(
                $"<h1 lang=\"{words.Code}\" dir=\"ltr\">{words.Withdrawn}</h1>\n<p><del>{alert.Title}</del></p>\n"
            );
        else
            html.Add($"<h1>{alert.Title}</h1>\n");
        if (alert.Note is { Length: > 0 } note)
            html.Add($"<p class=\"note\">{Prefix(words, isWithdrawn)}{note}</p>\n");
        else if (alert.State == AlertState.Corrected)
            html.Add($"<p class=\"note\" lang=\"{words.Code}\">{words.Corrected}</p>\n");
        if (!isWithdrawn)
            AddStory(html, words, alert);
        return html.Add($"</article>\n<p><a href=\"/alerts{query}\">{words.Alerts}</a></p>\n");
    }

    private static HtmlText Prefix(PageWords words, bool isWithdrawn) =>
        isWithdrawn ? new() : new HtmlText().Add($"<span lang=\"{words.Code}\">{words.Corrected}:</span> ");

    private static void AddStory(HtmlText html, PageWords words, Alert alert)
    {
        if (alert.Body.Length > 0)
            html.Add($"<p>{alert.Body}</p>\n");
        if (Web(alert.Image) is { } image)
            html.Add($"<p><img class=\"picture\" src=\"{image}\" alt=\"\"></p>\n");
        if (Web(alert.Url) is { } url)
            html.Add($"<p><a class=\"button\" lang=\"{words.Code}\" href=\"{url}\">{words.Read}</a></p>\n");
    }

    private static string Kicker(PageWords words, Alert alert) =>
        alert.Level == BreakingLevel.Flash ? words.Flash : words.Breaking;

    private HtmlText Time(PageWords words, Alert alert)
    {
        _zone ??= shell.Publication.Zone();
        var at = TimeZoneInfo.ConvertTime(alert.SentAt ?? alert.CreatedAt, _zone);
        var culture = CultureInfo.GetCultureInfo(words.Code == "bn" ? "bn-BD" : "en-GB");
        var text = at.ToString("d MMMM yyyy, HH:mm", culture);
        var html = new HtmlText();
        html.Add(
            $"<time datetime=\"{at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)}\">"
        );
        return html.Add($"{(words.Code == "bn" ? BengaliDigits(text) : text)}</time>");
    }

    private static string BengaliDigits(string text)
    {
        var bengali = new StringBuilder(text);
        for (var digit = '0'; digit <= '9'; digit++)
            bengali.Replace(digit, (char)('০' + (digit - '0')));
        return bengali.ToString();
    }

    // Where a link may lead: to the web, and nowhere else.
    private static string? Web(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? url
            : null;
}
