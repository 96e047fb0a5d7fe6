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
    private static readonly FeedAnswer Unknown = new FeedAnswer.Unknown();
    private static readonly FeedAnswer NotYet = new FeedAnswer.NotYet();
    private readonly ConcurrentDictionary<FeedKey, Lazy<Task<FeedAnswer>>> _flights = [];

    /// <summary>When what was not confirmed in this process's life was last confirmed; null where nothing was kept.</summary>
    public DateTimeOffset? KeptSince { get; set; }

    /// <summary>The document, where it is in memory and nothing newer is known. Asks nobody, and waits for nothing.</summary>
    public FeedDocument? FindCurrent(FeedKey key) =>
        view.Standing == Standing.Serving && cache.Find(key) is { } kept && IsCurrent(key, kept)
            ? kept
            : null;

    public async ValueTask<FeedAnswer> GetAsync(FeedKey key, CancellationToken ct)
    {
        var kept = cache.Find(key);
        if (kept is not null && view.Standing is Standing.Down or Standing.Rebuilding or Standing.Restored)
            return LastKnown(kept);
        if (kept is not null && IsCurrent(key, kept))
            return new FeedAnswer.Served(kept, Age: null);
        var made = await LoadAsync(key, ct);
        return made is FeedAnswer.NotYet && kept is not null ? LastKnown(kept) : made;
    }

    /// <summary>The document's bytes in a coding; packed by one request for all.</summary>
    public async ValueTask<FeedBody> BodyAsync(
        FeedKey key,
        FeedDocument document,
        FeedBodies bodies,
        Coding coding,
        CancellationToken ct
    )
    {
        if (bodies.Ready(coding) is { } ready)
            return ready;
        var packed = await bodies.PackAsync(coding).WaitAsync(ct);
        cache.Weigh(key, document);
        return packed;
    }

    /// <summary>
    /// What a document would be made of, for those who show it in another way; null while nobody can tell, and no articles
    /// where there is no such feed.
    /// </summary>
    public async Task<FeedContents?> ReadAsync(FeedKey key, CancellationToken ct)
    {
        try
        {
            var book = categories.Book;
            // People leaf through everything; depth is for documents, which an archive goes on from.
            var slice = await entries.ReadAsync(composer.RequestFor(key) with { Depth = null }, ct);
            return slice.Complete
                ? new(composer.TitleOf(key, slice, book), slice, IsThere(key, slice, book))
                : null;
        }
        catch (OutageException)
        {
            return null;
        }
    }

    // What was read from disk may have been written by another release: it stands in only where nothing better can be had.
    private bool IsCurrent(FeedKey key, FeedDocument document) =>
        view.IsCurrent(key.Selection, document.Entries)
        && document.Categories == categories.Book.Stamp
        && !document.Edition.IsRestored;

    private FeedAnswer.Served LastKnown(FeedDocument kept)
    {
        var age = (view.ConfirmedAt ?? KeptSince) is { } at ? time.GetUtcNow() - at : TimeSpan.Zero;
        return new(kept, age < TimeSpan.Zero ? TimeSpan.Zero : age);
    }

    // What others had begun to make before this request came may lack a change that it must see; what they begin
    // afterwards cannot.
    private async Task<FeedAnswer> LoadAsync(FeedKey key, CancellationToken ct)
    {
        var mine = new Lazy<Task<FeedAnswer>>(() => MakeAsync(key));
        var flight = _flights.GetOrAdd(key, mine);
        var answer = await flight.Value.WaitAsync(ct);
        if (
            flight == mine
            || answer is FeedAnswer.NotYet
            || (answer is FeedAnswer.Served(var document, _) && IsCurrent(key, document))
        )
            return answer;
        return await _flights.GetOrAdd(key, mine).Value.WaitAsync(ct);
    }

    private async Task<FeedAnswer> MakeAsync(FeedKey key)
    {
        try
        {
            return await ReadAndComposeAsync(key);
        }
        catch (OutageException)
        {
            // Once it is known to be down, the watcher's second is often enough.
            if (view.Standing != Standing.Down)
                view.Hurry();
            return NotYet;
        }
        // Whatever an entry holds, readers get the last good bytes rather than a fault.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            FeedNotMade(e, key.Selection.ToString());
            return NotYet;
        }
        finally
        {
            // Before the task ends, so that nobody finds a flight that has landed.
            _flights.TryRemove(key, out _);
        }
    }

    private async Task<FeedAnswer> ReadAndComposeAsync(FeedKey key)
    {
        var book = categories.Book;
        // The address was read before the block. Made now, the document would be as current as any, and whoever knows a
        // short way to it would get it.
        if (IsBlocked(key.Selection, book))
            return NotYet;
        // No caller's token: others may wait for the same, and the store has a deadline of its own.
        var slice = await entries.ReadAsync(composer.RequestFor(key), CancellationToken.None);
        if (!slice.Complete)
            return NotYet;
        if (!IsThere(key, slice, book))
        {
            cache.Remove(key);
            return Unknown;
        }
        if (composer.Beyond(key, slice) is { } archive)
        {
            cache.Remove(key);
            return new FeedAnswer.Beyond(archive);
        }
        var before = cache.Find(key);
        var document = composer.Compose(key, slice, book, before);
        document.IsDated = before is null || document.IsDatedAfter(before, time.GetUtcNow());
        cache.Put(key, document);
        return new FeedAnswer.Served(document, Age: null);
    }

    private static bool IsBlocked(Selection selection, CategoryBook book) =>
        selection.Include.Append(selection.Selector).Any(set => book.Find(set)?.IsBlocked == true);

    // A category has a feed before it has an article; a tag, an author, a month come to be with their first one.
    private static bool IsThere(FeedKey key, FeedSlice slice, CategoryBook book)
    {
        if (key.Month is not null)
            return slice.Articles.Count > 0;
        var set = key.Selection.Selector;
        return slice.Known || set == Selector.All || book.Find(set) is not null;
    }

    [LoggerMessage(LogLevel.Error, "The feed of {Selection} cannot be made from its entries")]
    private partial void FeedNotMade(Exception fault, string selection);
}
