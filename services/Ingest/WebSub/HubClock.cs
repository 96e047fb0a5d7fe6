using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Outbound;
using Syndication.Ingest.Sources;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.WebSub;

/// <summary>
/// Has hubs asked whose time has come: for a first subscription, again, or for a renewal. A row is claimed by moving its
/// time on, so that of several instances one asks, and another does later if that one dies.
/// </summary>
internal sealed partial class HubClock(
    IDbContextFactory<IngestDbContext> contexts,
    WriteQueue writes,
    HubCaller caller,
    PollBell bell,
    IOptions<PollingOptions> polling,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<HubClock> logger
) : BackgroundService
{
    private const int MostAtOnce = 32;

    // A hub that does not answer holds no place that another could have.
    private const int MostAtOneHub = 4;
    private const int MostLookedAt = 256;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // Being asked now; only the loop looks here.
    private readonly Dictionary<Guid, (string Hub, Task Turn)> _underWay = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!polling.Value.Enabled)
            return;
        // A hub may ask back before it answers, and what it is told to call may be the address listened on.
        await lifetime.StartedAsync(stoppingToken);
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await BeginAsync(stoppingToken);
        }
        finally
        {
            // None of them throws.
            await Task.WhenAll(_underWay.Values.Select(w => w.Turn));
        }
    }

    private async Task BeginAsync(CancellationToken ct)
    {
        foreach (var ended in _underWay.Where(w => w.Value.Turn.IsCompleted).ToList())
            _underWay.Remove(ended.Key);
        var full = _underWay
            .Values.CountBy(w => w.Hub)
            .Where(h => h.Value >= MostAtOneHub)
            .Select(h => h.Key)
            .ToList();
        try
        {
            foreach (var row in await DueAsync([.. _underWay.Keys], full, ct))
            {
                if (_underWay.Count == MostAtOnce)
                    return;
                if (_underWay.Values.Count(w => w.Hub == row.Hub) < MostAtOneHub)
                    _underWay[row.Id] = (row.Hub!, TryTurnAsync(row, ct));
            }
        }
        // Whatever it is, the next tick may do better; an end of this loop would end the process.
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            AskingFailed(fault);
        }
    }

#pragma warning disable CA1031 // whatever it is, the row is due again later
    private async Task TryTurnAsync(SourceRow row, CancellationToken ct)
    {
        try
        {
            await TurnAsync(row, ct);
        }
        catch (Exception fault)
        {
            if (!ct.IsCancellationRequested)
                AskingFailed(fault);
        }
    }
#pragma warning restore CA1031

    private async Task<List<SourceRow>> DueAsync(
        List<Guid> underWay,
        List<string> fullHubs,
        CancellationToken ct
    )
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db
            .Sources.AsNoTracking()
            .Where(s => s.HubDueAt != null && s.HubDueAt <= now)
            .Where(s => s.Enabled && s.Hub != null && s.Topic != null)
            .Where(s => !underWay.Contains(s.Id) && !fullHubs.Contains(s.Hub!))
            .OrderBy(s => s.HubDueAt)
            .ThenBy(s => s.Id)
            .Take(MostLookedAt)
            .ToListAsync(ct);
    }

    private async Task TurnAsync(SourceRow row, CancellationToken ct)
    {
        var ask = HubAsk.Of(row, time.GetUtcNow(), Random.Shared.NextDouble());
        // Whoever has changed the subscription meanwhile has changed its token or its time.
        var claim = new ChangeHub(
            (sources, _) =>
                sources.Where(s =>
                    s.Id == row.Id && s.HubDueAt == row.HubDueAt && s.HubToken == row.HubToken
                ),
            (setters, _) => HubChanges.Asked(setters, ask)
        );
        if (!await writes.SubmitAsync(claim, ct))
            return;
        if (ask.Lost)
        {
            LeaseLost(row.Id);
            bell.Ring();
        }
        await NoteAsync(ask, await caller.SubscribeAsync(ask, ct), ct);
    }

    private async Task NoteAsync(HubAsk ask, OutboundOutcome outcome, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        switch (outcome)
        {
            // §5.1: 202; hubs of the older drafts verify at once and say 204.
            case OutboundOutcome.Answered({ Status: >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous }):
                return;
            case OutboundOutcome.Answered(var answer) when IsRefusal(answer.Status):
                await DenyAsync(ask, $"The hub answers {answer.StatusText}.", now, ct);
                return;
            case OutboundOutcome.Answered(var answer):
                await FailAsync(
                    ask,
                    $"The hub answers {answer.StatusText}.",
                    answer.RetryAfter(now),
                    now,
                    ct
                );
                return;
            case OutboundOutcome.Refused(var reason):
                await DenyAsync(ask, reason, now, ct);
                return;
            case OutboundOutcome.Failed(var reason):
                await FailAsync(ask, reason, wait: null, now, ct);
                return;
        }
    }

    private static bool IsRefusal(HttpStatusCode status) =>
        status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
        && status is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);

    // A renewal that is refused takes nothing away before the lease's end: the hub has promised that much.
    private Task<bool> DenyAsync(HubAsk ask, string reason, DateTimeOffset now, CancellationToken ct) =>
        ask.Renews
            ? FailAsync(ask, reason, wait: null, now, ct)
            : writes.SubmitAsync(
                UnlessVerified(
                    ask,
                    row => HubChanges.Denied(row, reason, ask.HasNext ? now : now + HubTimes.AfterDenial, now)
                ),
                ct
            );

    private Task<bool> FailAsync(
        HubAsk ask,
        string reason,
        TimeSpan? wait,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        DateTimeOffset? again =
            ask.HasNext ? now
            : wait is { } told && now + told > ask.AgainAt ? now + Shorter(told, HubTimes.AfterDenial)
            : null;
        return writes.SubmitAsync(UnlessVerified(ask, row => HubChanges.Failed(row, reason, again)), ct);
    }

    // Some hubs verify before they answer, and then the answer says nothing any more.
    private static ChangeHub UnlessVerified(HubAsk ask, Action<UpdateSettersBuilder<SourceRow>> set) =>
        new(
            (sources, _) => sources.Where(s => s.HubToken == ask.Token && s.HubFailures > 0),
            (row, _) => set(row)
        );

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    [LoggerMessage(LogLevel.Warning, "Hubs could not be asked; trying again")]
    private partial void AskingFailed(Exception fault);

    [LoggerMessage(LogLevel.Warning, "The hub of source {Source} has let the lease end; it is polled again")]
    private partial void LeaseLost(Guid source);
}
