using System.Collections.Concurrent;
using System.Net;
using Syndication.Testing.Deployments;

namespace Syndication.EndToEnd.Tests.Newsroom;

/// <summary>
/// Editors who post and revise at the same time, and try again, as they were told to, until each article is acknowledged.
/// What was acknowledged is remembered: it is the promise to be kept.
/// </summary>
internal sealed class BusyNewsroom(HttpClient editor, int editors)
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<string, Acknowledged> _acknowledged = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow().AddDays(-2);
    private int _calls;
    private int _articles;

    /// <summary>How many calls were acknowledged so far.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>The last acknowledged state of each article by its identity in feeds.</summary>
    public IReadOnlyDictionary<string, Acknowledged> Promised => _acknowledged;

    /// <summary>Works until told to stop, and at least until <paramref name="calls"/> were acknowledged.</summary>
    public Task WorkAsync(int calls, CancellationToken stop, CancellationToken ct) =>
        Task.WhenAll(Enumerable.Range(0, editors).Select(_ => EditAsync(calls, stop, ct)));

    private async Task EditAsync(int calls, CancellationToken stop, CancellationToken ct)
    {
        var own = new List<Draft>();
        for (var turn = 1; Calls < calls || !stop.IsCancellationRequested; turn++)
        {
            // Every third call revises one of the editor's own articles.
            var at = own.Count > 0 && turn % 3 == 0 ? turn / 3 % own.Count : own.Count;
            if (at == own.Count)
                own.Add(NewDraft());
            else
                own[at] = own[at] with { Title = $"{own[at].Guid} সংস্করণ {turn}" };
            var stored = await InsistAsync(own[at], ct);
            _acknowledged[stored.FeedId] = new(stored.Revision, stored.Title);
            Interlocked.Increment(ref _calls);
            // Enough is posted and the killing goes on: a trickle is all that is needed now.
            if (Calls >= calls)
                await Task.Delay(Breath, TimeProvider.System, ct);
        }
    }

    private Draft NewDraft()
    {
        var number = Interlocked.Increment(ref _articles);
        return new()
        {
            Title = $"খবর {number}",
            Categories = [TestCategories.Bulk[number % TestCategories.Bulk.Count]],
            PublishedAt = _start.AddSeconds(number),
        };
    }

    private async Task<Stored> InsistAsync(Draft draft, CancellationToken ct)
    {
        while (true)
        {
            if (await TryAsync(draft, ct) is { } stored)
                return stored;
            await Task.Delay(Breath, TimeProvider.System, ct);
        }
    }

    // No answer or a server's fault means "perhaps": the same is sent again. Anything else is a fault of the house.
    private async Task<Stored?> TryAsync(Draft draft, CancellationToken ct)
    {
        try
        {
            using var answer = await editor.SendAsync(draft, ct);
            return answer.StatusCode >= HttpStatusCode.InternalServerError
                ? null
                : await answer.StoredAsync(ct);
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}

/// <summary>What the house said it has.</summary>
internal sealed record Acknowledged(int Revision, string Title);
