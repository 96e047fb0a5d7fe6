using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Syndication.Feeds.Caching;
using Syndication.Feeds.Categories;
using Syndication.Feeds.Entries;
using Syndication.Hosting.Bus;

namespace Syndication.Feeds.Directories;

/// <summary>
/// Hands out what people and directories see: made by one request for all that wait, kept until something changes, and as
/// last known while the projection is away.
/// </summary>
internal sealed partial class SiteDesk(
    StoreView view,
    CategoryShelf categories,
    IOptions<FeedsOptions> options,
    TimeProvider time,
    ILogger<SiteDesk> logger
)
{
    private const int Overhead = 2_000;
    private readonly RecentlyUsed<string, SiteDocument> _kept = new(int.MaxValue, options.Value.Pages);
    private readonly ConcurrentDictionary<string, Lazy<Task<SiteDocument?>>> _flights = new(
        StringComparer.Ordinal
    );

    /// <param name="name">Of the document.</param>
    /// <param name="make">Makes it; null where it cannot be told yet, or there is no such thing.</param>
    /// <param name="ct">Ends the wait; others may wait for the same.</param>
    public async Task<SiteAnswer?> GetAsync(
        string name,
        Func<CategoryBook, Task<SiteDocument?>> make,
        CancellationToken ct
    )
    {
        var kept = _kept.Find(name);
        if (
            kept?.Source is not null
            && view.Standing is Standing.Down or Standing.Rebuilding or Standing.Restored
        )
            return LastKnown(kept);
        if (kept is not null && IsCurrent(kept))
            return new(kept, Age: null);
        // What others had begun to make before this request came may lack a change that it must see.
        for (var tries = 0; tries < 2; tries++)
        {
            var mine = new Lazy<Task<SiteDocument?>>(() => MakeAsync(name, make));
            var flight = _flights.GetOrAdd(name, mine);
            var made = await flight.Value.WaitAsync(ct);
            if (made is not null && (flight == mine || IsCurrent(made)))
                return new(made, Age: null);
        }
        return kept is null ? null : LastKnown(kept);
    }

    private bool IsCurrent(SiteDocument document) =>
        document.Categories == categories.Book.Stamp
        && (document.Source is null || view.IsCurrent(document.Source, document.Entries))
        && time.GetUtcNow() < document.GoodUntil;

    private SiteAnswer LastKnown(SiteDocument kept)
    {
        var age = view.ConfirmedAt is { } at ? time.GetUtcNow() - at : TimeSpan.Zero;
        return new(kept, age < TimeSpan.Zero ? TimeSpan.Zero : age);
    }

    private async Task<SiteDocument?> MakeAsync(string name, Func<CategoryBook, Task<SiteDocument?>> make)
    {
        try
        {
            var made = await make(categories.Book);
            if (made is not null)
                _kept.Put(name, made, made.Bodies.Length + Overhead);
            return made;
        }
        catch (OutageException)
        {
            if (view.Standing != Standing.Down)
                view.Hurry();
            return null;
        }
        // Whatever an article holds, people get the last good page rather than a fault.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            PageNotMade(e, name);
            return null;
        }
        finally
        {
            // Before the task ends, so that nobody finds a flight that has landed.
            _flights.TryRemove(name, out _);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Page} cannot be made from its articles")]
    private partial void PageNotMade(Exception fault, string page);
}
