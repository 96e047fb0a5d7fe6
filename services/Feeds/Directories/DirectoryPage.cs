using Syndication.Contracts;
using Syndication.Feeds.Categories;
using Syndication.Feeds.Documents;
using Syndication.Feeds.Entries;
using Syndication.Formats;
using FeedDocument = Syndication.Feeds.Documents.FeedDocument;

namespace Syndication.Feeds.Directories;

/// <summary>The page <c>/</c>: every feed with its addresses and what is newest in it.</summary>
internal sealed class DirectoryPage(IEntryStore entries, PageFrame frame)
{
    private const int LatestShown = 6;
    private static readonly Selection Everything = Selection.Of(Selector.All);

    /// <summary>Null while nobody can tell.</summary>
    public async Task<SiteDocument?> ComposeAsync(CategoryBook book)
    {
        var all = await ReadAsync(Everything, LatestShown);
        if (!all.Complete)
            return null;
        var allowed = book.All.Where(c => !c.IsBlocked).ToArray();
        var newest = await Task.WhenAll(
            allowed.Select(async c => await ReadAsync(Selection.Of(c.Slug), limit: 1))
        );
        if (newest.Any(s => !s.Complete))
            return null;
        var body = Body(
            all,
            [.. allowed.Zip(newest, (c, s) => (c, s.Articles.Count > 0 ? s.Articles[0] : null))]
        );
        return new(frame.Write(Head(), body))
        {
            ContentType = PageFrame.ContentType,
            Policy = PageStyle.Policy,
            Source = Everything,
            Entries = all.Stamp,
            Categories = book.Stamp,
            ModifiedAt = all.ModifiedAt is { } at ? FeedDocument.WholeSecond(at) : null,
        };
    }

    // No caller's token: others may wait for the same, and the store has a deadline of its own.
    private Task<FeedSlice> ReadAsync(Selection selection, int limit) =>
        entries.ReadAsync(new(selection, limit), CancellationToken.None);

    private PageHead Head()
    {
        var options = frame.Publication;
        return new($"{frame.Words.Feeds} — {options.Title}", options.Description, "/")
        {
            Feeds = [(options.Title, new(Everything, FeedFormat.Rss))],
        };
    }

    private HtmlText Body(FeedSlice all, (CategoryEntry Category, Article? Newest)[] categories)
    {
        var words = frame.Words;
        var html = new HtmlText();
        html.Add(
            $"<div class=\"lead\"><p class=\"kicker\">{words.Feeds}</p><h1>{frame.Publication.Title}</h1>"
        );
        html.Add($"<p>{frame.Publication.Description}</p><p>{words.Intro}</p></div>\n");
        html.Add($"<section><h2>{words.Everything}</h2>\n");
        html.Add($"<div class=\"box\">{frame.Addresses(new(Everything, FeedFormat.Rss))}</div></section>\n");
        html.Add($"<section id=\"news\"><h2>{words.Categories}</h2>\n<ul class=\"grid\">\n");
        foreach (var (category, newest) in categories)
            html.Add($"{Card(category, newest)}");
        html.Add($"</ul></section>\n<section><div class=\"two\">");
        html.Add(
            $"<a class=\"box\" href=\"/opml\"><strong>{words.List}</strong><span>{words.ListHint}</span></a>"
        );
        html.Add(
            $"<a class=\"box\" href=\"/alerts\"><strong>{words.Alerts}</strong><span>{words.AlertsHint}</span></a>"
        );
        html.Add($"</div></section>\n");
        if (all.Articles.Count > 0)
            html.Add($"{Latest(all.Articles)}");
        return html;
    }

    private static HtmlText Card(CategoryEntry category, Article? newest)
    {
        var html = new HtmlText();
        html.Add($"<li><h3><a href=\"{PageFrame.PagePath(category.Slug)}\">{category.Name}</a></h3>");
        if (newest is not null)
            html.Add($"<p>{Title(newest)}</p>");
        html.Add($"<ul class=\"chips\">");
        foreach (var format in FeedFormat.All)
        {
            var name = PageFrame.NameOf(format);
            var path = new FeedKey(Selection.Of(category.Slug), format).Path;
            html.Add($"<li><a href=\"{path}\" aria-label=\"{category.Name}: {name}\">{name}</a></li>");
        }
        html.Add($"</ul></li>\n");
        return html;
    }

    private HtmlText Latest(IReadOnlyList<Article> articles)
    {
        var html = new HtmlText();
        html.Add($"<section><h2>{frame.Words.Latest}</h2>\n<ul class=\"entries\">\n");
        foreach (var article in articles)
            html.Add(
                $"<li><h3>{Title(article)}</h3><p class=\"meta\">{frame.Time(article.PublishedAt)}</p></li>\n"
            );
        html.Add($"</ul></section>\n");
        return html;
    }

    private static HtmlText Title(Article article)
    {
        var html = new HtmlText();
        if (PageFrame.Web(article.Url) is { } url)
            html.Add($"<a href=\"{url}\" lang=\"{article.Language}\">{article.Title}</a>");
        else
            html.Add($"<span lang=\"{article.Language}\">{article.Title}</span>");
        return html;
    }
}
