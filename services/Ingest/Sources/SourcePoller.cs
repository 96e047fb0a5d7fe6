using System.Diagnostics;
using Syndication.Ingest.Store;
using Syndication.Ingest.WebSub;

namespace Syndication.Ingest.Sources;

/// <summary>Polls one source that was claimed, takes in what it brings, and ends the lease with a report.</summary>
internal sealed partial class SourcePoller(
    IEnumerable<ISourceFetcher> fetchers,
    SourceIntake intake,
    HostPacer pacer,
    HubFarewell farewell,
    WriteQueue writes,
    TimeProvider time,
    ILogger<SourcePoller> logger
)
{
    /// <summary>Everything, the article pages of a list included.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    // A short wait for the host costs less than to write down when to come back.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    // What one address says of its host must not silence all others there for a day.
    private static readonly TimeSpan LongestForAll = TimeSpan.FromHours(3);

    public async Task PollAsync(SourceRow source, CancellationToken ct)
    {
        var url = new Uri(source.Url);
        while (pacer.Enter(url, source.Id) is var wait && wait > TimeSpan.Zero)
        {
            if (wait > Patience)
            {
                await PutOffAsync(source, wait, ct);
                return;
            }
            await Task.Delay(wait, time, ct);
        }
        FetchOutcome outcome;
        var asked = time.GetUtcNow();
        try
        {
            outcome = await FetchAsync(source, ct);
        }
        finally
        {
            pacer.Leave(url);
        }
        try
        {
            var report = await ReportAsync(source, url, outcome, asked, ct);
            await writes.SubmitAsync(new RecordPoll(source, report.Next, report), ct);
            if (report.Ends || report.Hub is not null)
                farewell.Say(HubParting.Of(source));
        }
        // The database or a fault of ours: no failure of the source. Nothing of this poll is remembered, so the next one
        // brings the same again.
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            NotTaken(fault, source.Id);
            await PutOffAsync(source, Rest, ct);
        }
    }

    private Task<bool> PutOffAsync(SourceRow source, TimeSpan wait, CancellationToken ct) =>
        writes.SubmitAsync(new RecordPoll(source, time.GetUtcNow() + wait, report: null), ct);

    private async Task<FetchOutcome> FetchAsync(SourceRow source, CancellationToken ct)
    {
        if (fetchers.FirstOrDefault(f => f.Kind == source.Kind) is not { } fetcher)
            return new FetchOutcome.Failed(null, $"Nobody here polls sources of kind {source.Kind.Name()}.");
        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            return await fetcher.FetchAsync(source, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new FetchOutcome.Failed(null, "The poll took too long.");
        }
        // One document that trips our code must not end the polling of all.
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            FetchBroke(fault, source.Id);
            return new FetchOutcome.Failed(null, "What it answers cannot be read.");
        }
    }

    private async Task<PollReport> ReportAsync(
        SourceRow source,
        Uri url,
        FetchOutcome outcome,
        DateTimeOffset asked,
        CancellationToken ct
    )
    {
        switch (outcome)
        {
            case FetchOutcome.NotModified same:
                var known = Remembered(source, same, source.Rhythm, source.Watermark);
                return Good(source, same, known, hubMissed: false) with
                {
                    // What was left out of this very body still is.
                    Error = source.FailuresInARow == 0 ? source.LastError : null,
                };
            case FetchOutcome.Fetched news:
                return await TakeAsync(source, news, asked, ct);
            case FetchOutcome.Gone(var reason):
                SourceGone(source.Id);
                return Bad(source, 410, reason, wait: null) with { Next = null, Ends = true };
            case FetchOutcome.Throttled(var status, var wait, var reason):
                var rest = wait is { } told && told > Rest ? Shorter(told, PollSchedule.Longest) : Rest;
                pacer.Rest(url, time.GetUtcNow() + Shorter(rest, LongestForAll));
                return Bad(source, status, reason, rest);
            case FetchOutcome.Failed(var status, var reason):
                return Bad(source, status, reason, wait: null);
            default:
                throw new UnreachableException($"{outcome}");
        }
    }

    private async Task<PollReport> TakeAsync(
        SourceRow source,
        FetchOutcome.Fetched news,
        DateTimeOffset asked,
        CancellationToken ct
    )
    {
        // Where a hub pushes, what was asked for may be overtaken before it is here.
        DateTimeOffset? asOf = source.HubToken is null ? null : asked - news.Age;
        var taken = await intake.TakeAsync(source, news, asOf, ct);
        var newest = Later(news.Newest, source.Watermark);
        var memory = Remembered(source, news, news.Rhythm ?? source.Rhythm, newest);
        if (taken.InDoubt)
            memory = memory with { ETag = null, LastModified = null, BodyHash = null };
        var missed = HubTrust.HasMissed(source, taken.Created, time.GetUtcNow());
        var report = Good(source, news, memory, missed) with
        {
            Created = taken.Created.Count,
            Error = taken.Remark,
        };
        return (news.HasMore || taken.InDoubt) && report.Next is not null
            ? report with
            {
                Next = report.At + PollSchedule.Shortest,
            }
            : report;
    }

    private PollReport Good(SourceRow source, FetchOutcome.Good good, PollMemory memory, bool hubMissed)
    {
        var now = time.GetUtcNow();
        var interval = PollSchedule.Base(source.PollInterval, memory.Rhythm, memory.Watermark, now);
        var hub = HubTrust.Change(source, good.Hub);
        if (source.PollInterval is null && hub is null && !hubMissed && HubTrust.Holds(source, now))
            interval = HubTimes.Net(interval);
        if (memory.Url != source.Url)
            SourceMoved(source.Id, new Uri(memory.Url).IdnHost);
        return new()
        {
            At = now,
            Next = source.Enabled
                ? PollSchedule.AfterSuccess(interval, good.Hints, now, Random.Shared.NextDouble())
                : null,
            Status = good.Status,
            Memory = memory,
            Hub = hub,
            HubMissed = hubMissed,
        };
    }

    private PollReport Bad(SourceRow source, int? status, string reason, TimeSpan? wait)
    {
        var now = time.GetUtcNow();
        var interval = PollSchedule.Base(source.PollInterval, source.Rhythm, source.Watermark, now);
        var chance = Random.Shared.NextDouble();
        var failures = source.FailuresInARow + 1;
        return new()
        {
            At = now,
            Next = source.Enabled ? PollSchedule.AfterFailure(interval, failures, wait, now, chance) : null,
            Status = status,
            Error = reason,
            FailuresInARow = failures,
        };
    }

    private static PollMemory Remembered(
        SourceRow source,
        FetchOutcome.Good good,
        TimeSpan? rhythm,
        DateTimeOffset? newest
    ) => new(good.MovedTo ?? source.Url, good.ETag, good.LastModified, good.BodyHash, rhythm, newest);

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other > one ? other : one;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    [LoggerMessage(LogLevel.Warning, "What source {Source} brought could not be stored; it is polled again")]
    private partial void NotTaken(Exception fault, Guid source);

    [LoggerMessage(LogLevel.Error, "What source {Source} answers broke its reader")]
    private partial void FetchBroke(Exception fault, Guid source);

    [LoggerMessage(LogLevel.Warning, "Source {Source} is gone for good and is polled no more")]
    private partial void SourceGone(Guid source);

    [LoggerMessage(LogLevel.Information, "Source {Source} has moved to {Host}")]
    private partial void SourceMoved(Guid source, string host);
}
