using Syndication.Contracts;
using Syndication.Feeds.Categories;
using Syndication.Feeds.Documents;
using Syndication.Feeds.Entries;
using Syndication.Formats;
using Syndication.Formats.Html;
using FeedDocument = Syndication.Feeds.Documents.FeedDocument;

namespace Syndication.Feeds.Directories;

/// <summary>The page of one feed: how to subscribe to it, and what is in it.</summary>
internal sealed class SelectionPage(FeedDesk desk, PageFrame frame)
{
    private const int UsualLength = 30;
    private const int ExcerptLength = 220;

    /// <summary>Null while nobody can tell, and where there is no such feed.</summary>
    public async Task<SiteDocument?> ComposeAsync(FeedRequest request, CategoryBook book)
    {
        var shown = request.Key(FeedFormat.Rss);
        if (shown is { Limit: null, Month: null })
            shown = shown with { Limit = UsualLength };
        // No caller's token: others may wait for the same, and the store has a deadline of its own.
        if (await desk.ReadAsync(shown, CancellationToken.None) is not { IsThere: true } contents)
            return null;
        var feed = request.Key(FeedFormat.Rss).Subscription with { Limit = null };
        var head = new PageHead(
            contents.Title,
            frame.Publication.Description,
            PageFrame.PagePath(request.Key(FeedFormat.Rss))
        )
        {
            Feeds = [(contents.Title, feed)],
            IsIndexed = request is { Before: null, Month: null, Profile: null, Selection.IsCombined: false },
        };
        return new(frame.Write(head, Body(contents, shown, feed, book)))
        {
            ContentType = PageFrame.ContentType,
            Policy = PageStyle.Policy,
            IsNegotiated = true,
            Source = shown.Selection,
            Entries = contents.Slice.Stamp,
            Categories = book.Stamp,
            ModifiedAt = contents.Slice.ModifiedAt is { } at ? FeedDocument.WholeSecond(at) : null,
        };
    }

    private HtmlText Body(FeedContents contents, FeedKey shown, FeedKey feed, CategoryBook book)
    {
        var words = frame.Words;
        var articles = contents.Slice.Articles;
        var html = new HtmlText();
        html.Add($"<div class=\"lead\"><p class=\"kicker\">{Kind(feed.Selection, book)}</p>");
        html.Add($"<h1>{NameOf(contents.Title)}</h1></div>\n");
        html.Add(
            $"<div class=\"cols\"><aside class=\"box\"><h2>{words.Subscribe}</h2>\n{frame.Addresses(feed)}"
        );
        html.Add($"<p class=\"hint\"><a href=\"/alerts\">{words.Alerts}</a></p></aside>\n<div>");
        html.Add($"<section id=\"news\"><h2>{words.Latest}</h2>\n");
        if (articles.Count == 0)
            html.Add($"<p>{words.None}</p>");
        html.Add($"<ul class=\"entries\">\n");
        foreach (var article in articles)
            html.Add($"{Entry(article, feed.Selection, book)}");
        html.Add($"</ul></section>\n{Pager(contents.Slice, shown, feed)}</div></div>\n");
        return html;
    }

    private HtmlText Entry(Article article, Selection selection, CategoryBook book)
    {
        var html = new HtmlText();
        html.Add($"<li lang=\"{article.Language}\"><h3>");
        if (PageFrame.Web(article.Url) is { } url)
            html.Add($"<a href=\"{url}\">{article.Title}</a>");
        else
            html.Add($"{article.Title}");
        html.Add($"</h3><p class=\"meta\">{frame.Time(article.PublishedAt)}");
        foreach (var author in article.Authors)
            if (Selector.OfAuthor(author.Name) is { } set)
                html.Add($" · <a href=\"{PageFrame.PagePath(set)}\">{author.Name}</a>");
        html.Add($"</p>");
        if (article.Correction is { Length: > 0 } correction)
            html.Add($"<p class=\"note\"><strong>{frame.Words.Correction}:</strong> {correction}</p>");
        if (
            (
                HtmlCleaner.Excerpt(article.Summary, ExcerptLength)
                ?? HtmlCleaner.Excerpt(article.Content, ExcerptLength)
            ) is
            { } excerpt
        )
            html.Add($"<p>{excerpt}</p>");
        html.Add($"{Chips(article, selection, book)}</li>\n");
        return html;
    }

    private static HtmlText Chips(Article article, Selection selection, CategoryBook book)
    {
        var chips = article
            .Categories.Select(book.Find)
            .OfType<CategoryEntry>()
            .Where(c => !c.IsBlocked && c.Slug != selection.Selector)
            .Select(c => (Path: PageFrame.PagePath(c.Slug), c.Name))
            .Concat(
                article
                    .Tags.Where(t =>
                        Selector.OfTag(t) is { } set
                        && set != selection.Selector
                        && book.Resolve(t)?.IsBlocked != true
                    )
                    .Select(t => (PageFrame.PagePath(Selector.OfTag(t)!), $"#{t}"))
            )
            .ToList();
        var html = new HtmlText();
        if (chips.Count == 0)
            return html;
        html.Add($"<ul class=\"chips\">");
        foreach (var (path, name) in chips)
            html.Add($"<li><a href=\"{path}\">{name}</a></li>");
        html.Add($"</ul>");
        return html;
    }

    private HtmlText Pager(FeedSlice slice, FeedKey shown, FeedKey feed)
    {
        var isMore = slice is { Older: not null, Articles.Count: > 0 };
        var isPart = shown.Before is not null || shown.Month is not null;
        var html = new HtmlText();
        if (!isMore && !isPart)
            return html;
        html.Add($"<nav class=\"pager\">");
        if (isPart)
            html.Add($"<a href=\"{PageFrame.PagePath(feed)}\">← {frame.Words.Newest}</a>");
        if (isMore)
        {
            var next = feed with
            {
                Before = Place.Of(slice.Articles[^1]),
                Limit = shown.Limit == UsualLength ? null : shown.Limit,
            };
            html.Add($"<a rel=\"next\" href=\"{PageFrame.PagePath(next)}\">{frame.Words.Older} →</a>");
        }
        html.Add($"</nav>\n");
        return html;
    }

    // The document's title ends with the publication's, which stands above already.
    private string NameOf(string title)
    {
        var publication = frame.Publication.Title;
        var end = $" — {publication}";
        return title == publication ? frame.Words.Everything
            : title.EndsWith(end, StringComparison.Ordinal) ? title[..^end.Length]
            : title;
    }

    private string Kind(Selection selection, CategoryBook book) =>
        selection.Selector.StartsWith(Selector.Tags, StringComparison.Ordinal) ? frame.Words.Topic
        : selection.Selector.StartsWith(Selector.Authors, StringComparison.Ordinal) ? frame.Words.Author
        : book.Find(selection.Selector) is not null ? frame.Words.Categories
        : frame.Words.Feeds;
}
