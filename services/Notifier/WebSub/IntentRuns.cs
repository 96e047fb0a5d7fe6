using Microsoft.Extensions.Options;
using Syndication.Hosting.Publication;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Watching;

namespace Syndication.Notifier.WebSub;

/// <summary>
/// Puts what was asked of the hub to the callbacks, many side by side, and does what they confirm. Of several instances each
/// takes some.
/// </summary>
internal sealed partial class IntentRuns(
    HubDesk desk,
    TopicReader topics,
    IntentCheck check,
    HubGates gates,
    HubSignal signal,
    TopicSignal followed,
    PublicAddress address,
    IOptions<HubOptions> options,
    TimeProvider time,
    ILogger<IntentRuns> logger
) : BackgroundService
{
    private const int MostTries = 3;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(2);

    // Longer than the longest question, so that nobody asks it a second time meanwhile.
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1)];
    private int _running;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = time.CreateTimer(_ => signal.Wake(), null, LookInterval, LookInterval);
        await foreach (var _ in signal.CallsAsync(stoppingToken))
            await Look.OnceAsync(LookAsync, CannotLook, stoppingToken);
    }

    private async Task LookAsync(CancellationToken ct)
    {
        while (options.Value.ChecksAtOnce - Volatile.Read(ref _running) is var room and > 0)
        {
            var due = await desk.ClaimAsync(room, Hold, ct);
            foreach (var request in due)
            {
                Interlocked.Increment(ref _running);
                _ = RunAsync(request, ct);
            }
            if (due.Count < room)
                return;
        }
    }

    private async Task RunAsync(HubRequest request, CancellationToken ct)
    {
        try
        {
            await Look.OnceAsync(token => PutAsync(request, token), CannotSettle, ct);
        }
        catch (OperationCanceledException)
        {
            // The house closes; another instance, or the next start, asks.
        }
        finally
        {
            // Whoever found no room looks again.
            if (Interlocked.Decrement(ref _running) == options.Value.ChecksAtOnce - 1)
                signal.Wake();
        }
    }

    private async Task PutAsync(HubRequest request, CancellationToken ct)
    {
        TopicReading? topic = null;
        if (request.Mode == HubMode.Subscribe)
        {
            topic = await TopicAsync(request, ct);
            if (topic is TopicReading.None none)
            {
                await desk.DenyAsync(request, none.Reason, ct);
                signal.Wake();
                return;
            }
            if (topic is TopicReading.Failed failed)
            {
                CannotFetch(failed.Reason);
                await desk.PutOffAsync(request, Pauses[0], request.Attempts, ct);
                return;
            }
        }
        await AskAsync(request, topic as TopicReading.Found, ct);
    }

    // Null where somebody follows it already: then it was looked at.
    private async Task<TopicReading?> TopicAsync(HubRequest request, CancellationToken ct)
    {
        if (TopicAddress.PathOf(request.Topic, address.Origin) is not { } path)
            return new TopicReading.None("This hub's feeds have moved to another address.");
        return await desk.IsFollowedAsync(path, ct) ? null : await topics.ReadAsync(path, null, ct);
    }

    private async Task AskAsync(HubRequest request, TopicReading.Found? found, CancellationToken ct)
    {
        var call = await gates.CallAsync(
            request.Origin,
            request.Callback,
            question: true,
            () => check.AskAsync(request, ct),
            answer =>
                new(answer == IntentAnswer.Silence ? DeliveryVerdict.Unreachable : DeliveryVerdict.Delivered),
            ct
        );
        if (call.IsMade)
            await SettleAsync(request, call.Answer, found, ct);
        else if (call.ComeBackAfter is { } pause)
            await AgainAsync(request, pause, ct);
        else
            await desk.PutOffAsync(request, Pauses[0], request.Attempts, ct);
    }

    private async Task SettleAsync(
        HubRequest request,
        IntentAnswer answer,
        TopicReading.Found? found,
        CancellationToken ct
    )
    {
        if (answer == IntentAnswer.Silence)
            await AgainAsync(request, default, ct);
        else if (answer == IntentAnswer.No || request.Mode == HubMode.Denied)
            await desk.DropAsync(request, ct);
        else if (request.Mode == HubMode.Unsubscribe)
            await desk.UnsubscribeAsync(request, ct);
        else if (await desk.SubscribeAsync(request, found, ct))
            followed.Wake();
        else
            HostIsFull(request.Origin);
    }

    private Task AgainAsync(HubRequest request, TimeSpan atLeast, CancellationToken ct)
    {
        var tries = request.Attempts + 1;
        if (tries >= MostTries)
            return desk.DropAsync(request, ct);
        var pause = Pauses[Math.Min(tries, Pauses.Length) - 1];
        return desk.PutOffAsync(request, pause > atLeast ? pause : atLeast, tries, ct);
    }

    [LoggerMessage(LogLevel.Warning, "What was asked of the hub cannot be read; looking again: {Reason}")]
    private partial void CannotLook(string reason);

    [LoggerMessage(
        LogLevel.Warning,
        "What a callback answered the hub cannot be kept; asking again: {Reason}"
    )]
    private partial void CannotSettle(string reason);

    [LoggerMessage(LogLevel.Warning, "The hub cannot tell whether a topic is a feed: {Reason}")]
    private partial void CannotFetch(string reason);

    [LoggerMessage(
        LogLevel.Warning,
        "Callbacks at {Origin} have as many subscriptions as the hub gives to one host: see Hub:MostPerOrigin"
    )]
    private partial void HostIsFull(string origin);
}
