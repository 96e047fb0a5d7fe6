using Syndication.Feeds.Categories;
using Syndication.Feeds.Entries;
using Syndication.Hosting;
using Syndication.Hosting.Bus;

namespace Syndication.Feeds.Rebuilds;

/// <summary>
/// Looks at the store every second and whenever somebody is in a hurry: an announcement may be lost, a stamp cannot.
/// </summary>
internal sealed partial class StoreWatcher(
    IEntryStore entries,
    StoreView view,
    CategoryShelf categories,
    RebuildCaller rebuilds,
    MemoryAlarm memory,
    IHostApplicationLifetime life,
    ILogger<StoreWatcher> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Looks once; an outage is noted and no fault.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var state = await entries.ProbeAsync(view.Looked, ct);
            Report(state);
            view.Note(state);
            await categories.RefreshAsync(ct);
            if (state is { Ask: true, Rebuild: { } rebuild })
                rebuilds.Call(rebuild, life.ApplicationStopping);
            await memory.LookAsync(ct);
        }
        catch (OutageException e)
        {
            if (view.Standing != Standing.Down)
                StoreLost(e.Message);
            view.NoteOutage();
        }
        // Whatever it is, the next look may do better; an end of this loop would end the process.
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            LookFailed(e);
        }
        finally
        {
            _one.Release();
        }
    }

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A rebuild embedded runs through endpoints' own parts: they must stand first.
        await life.StartedAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await LookAsync(stoppingToken);
            await view.WaitAsync(Interval, stoppingToken);
        }
    }

    private void Report(StoreState state)
    {
        if (view.Standing == Standing.Down)
            StoreBack();
        if (state.Standing == Standing.Serving && view.Standing != Standing.Serving)
            StoreComplete();
        if (state.GaveUp)
            ArticlesMissing();
    }

    [LoggerMessage(LogLevel.Error, "A look at the store failed")]
    private partial void LookFailed(Exception fault);

    [LoggerMessage(LogLevel.Error, "The store does not answer; feeds are served as last known. {Reason}")]
    private partial void StoreLost(string reason);

    [LoggerMessage(LogLevel.Information, "The store answers again")]
    private partial void StoreBack();

    [LoggerMessage(LogLevel.Information, "The projection is whole")]
    private partial void StoreComplete();

    [LoggerMessage(LogLevel.Warning, "The rebuild ended without some of the articles that it told of")]
    private partial void ArticlesMissing();
}
