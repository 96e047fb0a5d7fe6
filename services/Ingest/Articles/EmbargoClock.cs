using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Articles;

/// <summary>Lets embargoed articles out when their time has come, also when that was while nobody was running.</summary>
internal sealed partial class EmbargoClock(
    IDbContextFactory<IngestDbContext> contexts,
    WriteQueue writes,
    TimeProvider time,
    ILogger<EmbargoClock> logger
) : BackgroundService
{
    private const int MostAtOnce = 200;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ReleaseAsync(stoppingToken);
            }
            // Whatever it is, the next tick may do better; an end of this loop would end the process.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                ReleaseFailed(fault);
            }
        }
    }

    private async Task ReleaseAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var due = await db
            .Articles.Where(a => a.EmbargoUntil != null && a.EmbargoUntil <= now)
            .Where(a => a.State == ArticleState.Embargoed)
            .OrderBy(a => a.EmbargoUntil)
            .Select(a => a.Id)
            .Take(MostAtOnce)
            .ToListAsync(ct);
        await Task.WhenAll(due.Select(id => writes.SubmitAsync(new ReleaseArticle(id), ct)));
    }

    [LoggerMessage(LogLevel.Warning, "Embargoed articles could not be released; trying again")]
    private partial void ReleaseFailed(Exception fault);
}
