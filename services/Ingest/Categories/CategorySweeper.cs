using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Categories;

/// <summary>
/// Takes what was filed under a category before it was blocked out of the feeds: when the set of blocked categories
/// changes, and at start, so that a sweep that was cut short goes on. Instances may sweep side by side; the second finds
/// nothing left.
/// </summary>
internal sealed partial class CategorySweeper(
    CategoryBook book,
    IDbContextFactory<IngestDbContext> contexts,
    WriteQueue writes,
    TimeProvider time,
    ILogger<CategorySweeper> logger
) : BackgroundService
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    // An instance that had not heard of it, or a batch checked before, may have filed one more.
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HashSet<string>? swept = null;
        var again = DateTimeOffset.MaxValue;
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var blocked = Blocked();
            var isChange = swept is null || !swept.SetEquals(blocked);
            var now = time.GetUtcNow();
            if (!isChange && now < again)
                continue;
            try
            {
                await SweepAsync(blocked, stoppingToken);
                swept = blocked;
                again = isChange ? now + Again : DateTimeOffset.MaxValue;
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                SweepFailed(fault);
            }
        }
    }

    private HashSet<string> Blocked() =>
        book
            .Policy.All.Where(c => c.State == CategoryState.Blocked)
            .Select(c => c.Slug)
            .ToHashSet(StringComparer.Ordinal);

    private async Task SweepAsync(HashSet<string> blocked, CancellationToken ct)
    {
        foreach (var slug in blocked)
        {
            var taken = 0;
            PageCursor? after = null;
            while (await PageAsync(slug, after, ct) is { Count: > 0 } page)
            {
                // What an edit made at the same time refuses is found at the second look.
                await Task.WhenAll(page.Select(p => writes.SubmitAsync(new CategoryBan(p.Id, blocked), ct)));
                after = page[^1];
                taken += page.Count;
            }
            if (taken > 0)
                CategorySwept(slug, taken);
        }
    }

    // Behind the last one: those that were withdrawn keep their place, and need not be read again and again.
    private async Task<List<PageCursor>> PageAsync(string slug, PageCursor? after, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var places =
            from place in db.ArticleCategories
            where place.Slug == slug && place.State != ArticleState.Retracted
            select place;
        if (after is not null)
            places = places.Where(p =>
                p.PublishedAt <= after.PublishedAt
                && (p.PublishedAt < after.PublishedAt || p.ArticleId < after.Id)
            );
        return await places
            .OrderByDescending(p => p.PublishedAt)
            .ThenByDescending(p => p.ArticleId)
            .Select(p => new PageCursor(p.PublishedAt, p.ArticleId))
            .Take(AtOnce)
            .ToListAsync(ct);
    }

    [LoggerMessage(LogLevel.Information, "{Articles} articles were taken out of blocked category {Category}")]
    private partial void CategorySwept(string category, int articles);

    [LoggerMessage(
        LogLevel.Warning,
        "Articles of blocked categories could not all be taken out; trying again"
    )]
    private partial void SweepFailed(Exception fault);
}
