using System.Text;
using System.Text.Json.Nodes;
using Syndication.Hosting.Json;
using Syndication.Notifier.Subscriptions;
using Syndication.Web;

namespace Syndication.Notifier.Pages;

/// <summary><c>/alerts</c>: where a reader says what to hear of. Its script does the rest.</summary>
internal sealed class SignUpPage(PageShell shell, TopicBook topics)
{
    // Topics change; a page that is asked for again is shown anew.
    private const string Caching = "no-cache";

    public async Task<IResult> GetAsync(HttpContext context, CancellationToken ct)
    {
        var words = shell.Words(context.Request);
        var head = new HtmlText();
        head.Add($"<meta name=\"description\" content=\"{words.Lead}\">\n");
        head.Add(
            $"<link rel=\"manifest\" href=\"/alerts/manifest.webmanifest{shell.Language(context.Request, "?")}\">\n"
        );
        head.Add($"<link rel=\"apple-touch-icon\" href=\"/alerts/icon-192.png\">\n");
        head.Add($"<script src=\"/alerts/reader.js\" defer></script>\n");
        head.Add($"<script src=\"/alerts/page.js\" defer></script>\n");
        return shell.Page(
            context,
            new()
            {
                Words = words,
                Title = words.Alerts,
                Head = head,
                Body = Body(words, await topics.CurrentAsync(ct)),
                Caching = Caching,
                IsIndexed = true,
                Other = "",
            }
        );
    }

    /// <summary>Lets phones keep the page beside their apps; iPhones show alerts of such pages only.</summary>
    public IResult GetManifest(HttpContext context)
    {
        var title = shell.Publication.Title;
        var words = shell.Words(context.Request);
        var manifest = new JsonObject
        {
            ["name"] = $"{title}: {words.Alerts}",
            ["short_name"] = title,
            ["lang"] = words.Code,
            ["id"] = "/alerts",
            // Whoever read how to do it in one language must not land in the other.
            ["start_url"] = $"/alerts{shell.Language(context.Request, "?")}",
            ["scope"] = "/",
            ["display"] = "standalone",
            ["background_color"] = "#fbfaf7",
            ["theme_color"] = "#a3211b",
            ["icons"] = new JsonArray(Icon(192), Icon(512)),
        };
        return TypedResults.Text(
            manifest.ToJsonString(HouseJson.Options),
            "application/manifest+json",
            Encoding.UTF8
        );
    }

    private static JsonObject Icon(int size) =>
        new()
        {
            ["src"] = $"/alerts/icon-{size}.png",
            ["sizes"] = $"{size}x{size}",
            ["type"] = "image/png",
            ["purpose"] = "any maskable",
        };

    private HtmlText Body(PageWords words, Topics topics)
    {
        var html = new HtmlText();
        html.Add($"<h1>{words.Alerts}</h1>\n<p class=\"soft\">{words.Lead}</p>\n");
        html.Add($"<div id=\"say\" role=\"status\" aria-live=\"polite\">\n");
        // It stands until a script has something to say: a browser too old for one has no other way to tell.
        html.Add($"<p id=\"say-script\">{words.NeedsScript}</p>\n");
        foreach (var (name, text) in words.Said)
            html.Add($"<p id=\"say-{name}\" hidden>{text}</p>\n");
        html.Add($"</div>\n<section id=\"manage\" aria-labelledby=\"manage-title\" hidden>\n");
        html.Add($"<h2 id=\"manage-title\">{words.Manage}</h2>\n<div class=\"row\">\n");
        html.Add($"<button type=\"button\" id=\"test\" class=\"plain\">{words.Test}</button>\n");
        html.Add($"<button type=\"button\" id=\"pause\" class=\"plain\">{words.Pause}</button>\n");
        html.Add($"<button type=\"button\" id=\"go-on\" hidden>{words.GoOn}</button>\n");
        html.Add($"<button type=\"button\" id=\"end\" class=\"plain\">{words.End}</button>\n</div>\n");
        html.Add($"<p class=\"soft\"><a id=\"leave\" hidden>{words.LeaveLink}</a></p>\n</section>\n");
        html.Add($"<form id=\"wishes\" hidden>\n");
        AddTopics(html, words, topics, shell.Publication.Language);
        AddLevel(html, words);
        AddPeace(html, words);
        html.Add(
            $"<div class=\"row\"><button id=\"submit\" data-begin=\"{words.Begin}\" data-change=\"{words.Change}\">{words.Begin}</button></div>\n"
        );
        return html.Add($"</form>\n<p class=\"soft\">{words.Privacy}</p>\n");
    }

    private static void AddTopics(HtmlText html, PageWords words, Topics topics, string language)
    {
        html.Add($"<fieldset><legend>{words.Topics}</legend>\n<div class=\"topics\">\n");
        html.Add(
            $"<label><input type=\"checkbox\" name=\"topic\" value=\"all\"> {words.Everything}</label>\n"
        );
        // They are named as the newsroom names them, whatever the page speaks.
        foreach (var topic in topics.Open)
            html.Add(
                $"<label lang=\"{language}\"><input type=\"checkbox\" name=\"topic\" value=\"{topic.Slug}\"> {topic.Name}</label>\n"
            );
        html.Add($"</div>\n<p id=\"closed\" class=\"soft\" hidden>{words.Closed}</p>\n</fieldset>\n");
    }

    private static void AddLevel(HtmlText html, PageWords words)
    {
        html.Add($"<fieldset class=\"rows\"><legend>{words.Level}</legend>\n");
        html.Add(
            $"<label><input type=\"radio\" name=\"level\" value=\"breaking\" checked> {words.LevelBreaking}</label>\n"
        );
        html.Add(
            $"<label><input type=\"radio\" name=\"level\" value=\"flash\"> {words.LevelFlash}</label>\n</fieldset>\n"
        );
    }

    private static void AddPeace(HtmlText html, PageWords words)
    {
        html.Add($"<fieldset class=\"rows\"><legend>{words.Peace}</legend>\n");
        html.Add(
            $"<label><input type=\"checkbox\" name=\"quiet\"> {words.Quiet}</label>\n<div class=\"times\">"
        );
        html.Add(
            $"<label>{words.From} <input type=\"time\" name=\"from\" value=\"23:00\" required></label>\n"
        );
        html.Add(
            $"<label>{words.To} <input type=\"time\" name=\"to\" value=\"07:00\" required></label></div>\n"
        );
        html.Add($"<label><input type=\"checkbox\" name=\"flash\"> {words.FlashInQuiet}</label>\n");
        html.Add(
            $"<label>{words.Most} <input type=\"number\" name=\"most\" min=\"1\" max=\"100\" step=\"1\" "
        );
        html.Add($"inputmode=\"numeric\"></label>\n</fieldset>\n");
    }
}
