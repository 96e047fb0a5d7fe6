using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Store;
using Syndication.Ingest.WordPress;

namespace Syndication.Ingest.Sources;

/// <summary>Asks WordPress sites for what was edited since, and now and then whether what they brought is still there.</summary>
internal sealed class WordPressFetcher(
    WordPressReader reader,
    IDbContextFactory<IngestDbContext> contexts,
    TimeProvider time
) : ISourceFetcher
{
    private const int MostChecked = 100;
    private static readonly TimeSpan BetweenChecks = TimeSpan.FromMinutes(15);

    // Found once per process and address; a site that moves its API is found again after a failure.
    private readonly ConcurrentDictionary<(Guid Source, string Url), Uri> _roots = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _checkedAt = new();

    public SourceKind Kind => SourceKind.WordPress;

    public async Task<FetchOutcome> FetchAsync(SourceRow source, CancellationToken ct)
    {
        var key = (source.Id, source.Url);
        var mark = new WordPressMark(_roots.GetValueOrDefault(key), source.Watermark);
        switch (await reader.ReadAsync(new(source.Url), mark, ct))
        {
            case WordPressReading.Read read:
                _roots[key] = read.Mark.Root!;
                return await FetchedAsync(source, read, ct);
            case WordPressReading.Failed failed:
                _roots.TryRemove(key, out _);
                return Ending(failed);
            case var other:
                throw new UnreachableException($"{other}");
        }
    }

    private async Task<FetchOutcome> FetchedAsync(
        SourceRow source,
        WordPressReading.Read read,
        CancellationToken ct
    )
    {
        var categories = new CategoryMapping(source);
        List<WithdrawnEntry> withdrawn =
        [
            .. read
                .Withdrawn.Where(w => w.Guid is not null)
                .Select(w => new WithdrawnEntry(w.Guid!, w.Reason)),
        ];
        var remark = await CheckAsync(source, read.Mark.Root!, withdrawn, ct);
        return new FetchOutcome.Fetched
        {
            Status = (int)HttpStatusCode.OK,
            Articles =
            [
                // Newest first, as a feed has them.
                .. read
                    .Posts.Select(p =>
                        p.Input with
                        {
                            Categories = categories.Of(
                                (p.Input.Categories ?? []).OfType<string>().Select(WebUtility.HtmlDecode)!
                            ),
                            Source = p.Input.Source ?? new(WebUtility.HtmlEncode(source.Name), source.Url),
                        }
                    )
                    .Reverse(),
            ],
            Withdrawn = withdrawn,
            Newest = read.Mark.ModifiedUntil,
            HasMore = read.HasMore,
            Remark = remark,
        };
    }

    /// <summary>Asks after the latest articles of the source; why that failed, if it did.</summary>
    private async Task<string?> CheckAsync(
        SourceRow source,
        Uri root,
        List<WithdrawnEntry> withdrawn,
        CancellationToken ct
    )
    {
        var now = time.GetUtcNow();
        if (_checkedAt.TryGetValue(source.Id, out var last) && now - last < BetweenChecks)
            return null;
        var guids = await GuidsAsync(source, ct);
        if (guids.Count == 0)
            return null;
        switch (await reader.CheckAsync(root, guids.Keys, ct))
        {
            case WordPressReading.Checked found:
                _checkedAt[source.Id] = now;
                withdrawn.AddRange(found.Gone.Select(g => new WithdrawnEntry(guids[g.Id], g.Reason)));
                return null;
            case WordPressReading.Failed failed:
                return failed.Reason;
            case var other:
                throw new UnreachableException($"{other}");
        }
    }

    private async Task<Dictionary<long, string>> GuidsAsync(SourceRow source, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var documents = await (
            from article in db.Articles.AsNoTracking()
            where article.SourceId == source.Id && article.State != ArticleState.Retracted
            orderby article.PublishedAt descending
            join revision in db.Revisions
                on new { ArticleId = article.Id, article.Revision } equals new
                {
                    revision.ArticleId,
                    revision.Revision,
                }
            select revision.Document
        )
            .Take(MostChecked)
            .ToListAsync(ct);
        var guids = new Dictionary<long, string>();
        foreach (var guid in documents.Select(d => StoredArticle.FromJson(d).Guid))
        {
            if (WordPressReader.IdIn(guid) is { } id)
                guids[id] = guid!;
        }
        return guids;
    }

    private static FetchOutcome Ending(WordPressReading.Failed failed) =>
        failed.Status switch
        {
            HttpStatusCode.Gone => new FetchOutcome.Gone(failed.Reason),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new FetchOutcome.Throttled(
                (int)failed.Status,
                failed.RetryAfter,
                failed.Reason
            ),
            var status => new FetchOutcome.Failed((int?)status, failed.Reason),
        };
}
