using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Syndication.Hosting.Outbound;
using Syndication.Hosting.Publication;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Categories;
using Syndication.Ingest.Pages;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Sources;

/// <summary>Asks for pages: an article's own, or one that lists articles, of which those not known yet are fetched.</summary>
internal sealed class PageFetcher(
    SourceCall call,
    OutboundHttp http,
    IDbContextFactory<IngestDbContext> contexts,
    CategoryBook book,
    IOptions<PublicationOptions> publication,
    IOptions<PollingOptions> polling,
    TimeProvider time
) : ISourceFetcher
{
    private const string PageTypes = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";
    private const int MostLinks = 20;
    private static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(80);

    // Pages that turned out to be no article; forgotten with the process, or when there are too many of them.
    private readonly MemoryOfUrls _none = new();

    public SourceKind Kind => SourceKind.Page;

    public async Task<FetchOutcome> FetchAsync(SourceRow source, CancellationToken ct)
    {
        var (answer, end) = await call.GetAsync(source, PageTypes, ct);
        if (end is not null)
            return end;
        try
        {
            if (Extract(answer!) is { } own)
                return Fetched(answer!, [Input(source, own)], whole: true, remark: null);
            var links = PageLinks.Find(answer!.Body.Span, Charset(answer), answer.FinalUrl);
            return links.Count == 0
                ? new FetchOutcome.Failed((int)answer.Status, "The page is no article and lists none.")
                : await FollowAsync(source, answer, links, ct);
        }
        catch (PageRefusedException fault)
        {
            return new FetchOutcome.Failed((int)answer!.Status, fault.Message);
        }
    }

    private async Task<FetchOutcome> FollowAsync(
        SourceRow source,
        OutboundAnswer list,
        IReadOnlyList<string> links,
        CancellationToken ct
    )
    {
        var fresh = await UnknownAsync(links, ct);
        var articles = new List<ArticleInput>();
        var failed = 0;
        var tried = 0;
        var ends = time.GetUtcNow() + LongestRound;
        foreach (var link in fresh.Take(MostLinks).TakeWhile(_ => time.GetUtcNow() < ends))
        {
            await Task.Delay(polling.Value.HostPause, time, ct);
            tried++;
            var outcome = await http.SendAsync(new(new(link)) { Headers = [new("Accept", PageTypes)] }, ct);
            if (outcome is not OutboundOutcome.Answered({ Status: HttpStatusCode.OK } page))
                failed++;
            else if (Article(page) is { } found)
                articles.Add(Input(source, found));
            else
                _none.Add(link);
        }
        var remark = failed == 0 ? null : $"{failed} of {tried} pages of the list could not be fetched.";
        // What is left for the next time is found only if the list is read again.
        return Fetched(list, articles, whole: tried == fresh.Count && failed == 0, remark);
    }

    private async Task<List<string>> UnknownAsync(IReadOnlyList<string> links, CancellationToken ct)
    {
        var keys = links.ToDictionary(ArticleKey.OfUrl, link => link, StringComparer.Ordinal);
        var asked = keys.Keys.ToList();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var known = await db
            .ArticleKeys.Where(k => asked.Contains(k.Key))
            .Select(k => k.Key)
            .ToHashSetAsync(ct);
        return [.. keys.Where(k => !known.Contains(k.Key) && !_none.Contains(k.Value)).Select(k => k.Value)];
    }

    private ExtractedArticle? Article(OutboundAnswer page)
    {
        try
        {
            return Extract(page);
        }
        catch (PageRefusedException)
        {
            return null;
        }
    }

    private ExtractedArticle? Extract(OutboundAnswer page) =>
        ArticleExtractor.Extract(
            page.Body.Span,
            Charset(page),
            page.FinalUrl,
            new PageContext(publication.Value.Zone(), name => book.Policy.Find(name) is not null)
        );

    private static ArticleInput Input(SourceRow source, ExtractedArticle found)
    {
        var input = ExtractEndpoint.Input(found);
        return input with
        {
            Categories = new CategoryMapping(source).Of(found.CategoryNames),
            Source = input.Source ?? new(WebUtility.HtmlEncode(source.Name), source.Url),
        };
    }

    private static string? Charset(OutboundAnswer page) =>
        MediaTypeHeaderValue.TryParse(page.ContentType, out var type) ? type.Charset.Value : null;

    private static FetchOutcome.Fetched Fetched(
        OutboundAnswer answer,
        IReadOnlyList<ArticleInput> articles,
        bool whole,
        string? remark
    ) =>
        new()
        {
            Status = (int)answer.Status,
            Articles = articles,
            Newest = articles.Max(a => a.PublishedAt),
            Hints = SourceCall.Hints(answer),
            ETag = whole ? SourceCall.Validator(answer, "ETag") : null,
            LastModified = whole ? SourceCall.Validator(answer, "Last-Modified") : null,
            BodyHash = whole ? SourceCall.Hash(answer) : null,
            MovedTo = SourceCall.MovedTo(answer),
            Remark = remark,
        };
}
