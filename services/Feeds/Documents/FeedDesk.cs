using System.Collections.Concurrent;
using Syndication.Feeds.Categories;
using Syndication.Feeds.Entries;
using Syndication.Hosting.Bus;

namespace Syndication.Feeds.Documents;

/// <summary>
/// Hands out documents: from memory while nothing newer is known, made anew by one request for all that wait, and as
/// last known while the projection is away.
/// </summary>
internal sealed partial class FeedDesk(
    IEntryStore entries,
    StoreView view,
    CategoryShelf categories,
    DocumentCache cache,
    FeedComposer composer,
    TimeProvider time,
    ILogger<FeedDesk> logger
)
{
    private readonly ConcurrentDictionary<FeedKey, Lazy<Task<FeedDocument?>>> _flights = [];

    /// <summary>The document, or null where there is none to be had.</summary>
    public async ValueTask<FeedAnswer?> GetAsync(FeedKey key, CancellationToken ct)
    {
        var kept = cache.Find(key);
        if (kept is not null && view.Standing is Standing.Down or Standing.Rebuilding or Standing.Restored)
            return LastKnown(kept);
        if (kept is not null && IsCurrent(key, kept))
            return new(kept, Age: null);
        if (await LoadAsync(key, ct) is { } made)
            return new(made, Age: null);
        return kept is null ? null : LastKnown(kept);
    }

    private bool IsCurrent(FeedKey key, FeedDocument document) =>
        view.IsCurrent(key.Selector, document.Entries) && document.Categories == categories.Book.Stamp;

    private FeedAnswer LastKnown(FeedDocument kept)
    {
        var age = view.ConfirmedAt is { } at ? time.GetUtcNow() - at : TimeSpan.Zero;
        return new(kept, age < TimeSpan.Zero ? TimeSpan.Zero : age);
    }

    // What others had begun to make before this request came may lack a change that it must see; what they begin
    // afterwards cannot.
    private async Task<FeedDocument?> LoadAsync(FeedKey key, CancellationToken ct)
    {
        var mine = new Lazy<Task<FeedDocument?>>(() => MakeAsync(key));
        var flight = _flights.GetOrAdd(key, mine);
        var document = await flight.Value.WaitAsync(ct);
        if (flight == mine || document is null || IsCurrent(key, document))
            return document;
        return await _flights.GetOrAdd(key, mine).Value.WaitAsync(ct);
    }

    private async Task<FeedDocument?> MakeAsync(FeedKey key)
    {
        try
        {
            var book = categories.Book;
            // No caller's token: others may wait for the same, and the store has a deadline of its own.
            var slice = await entries.ReadAsync(
                new(Selection.Of(key.Selector), key.Limit ?? FeedKey.DefaultLimit),
                CancellationToken.None
            );
            if (!slice.Complete)
                return null;
            var document = composer.Compose(key, slice, book);
            cache.Put(key, document);
            return document;
        }
        catch (OutageException)
        {
            // Once it is known to be down, the watcher's second is often enough.
            if (view.Standing != Standing.Down)
                view.Hurry();
            return null;
        }
        // Whatever an entry holds, readers get the last good bytes rather than a fault.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            FeedNotMade(e, key.Selector);
            return null;
        }
        finally
        {
            // Before the task ends, so that nobody finds a flight that has landed.
            _flights.TryRemove(key, out _);
        }
    }

    [LoggerMessage(LogLevel.Error, "The feed of {Selector} cannot be made from its entries")]
    private partial void FeedNotMade(Exception fault, string selector);
}
