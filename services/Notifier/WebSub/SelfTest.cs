using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Publication;
using Syndication.Notifier.Callbacks;
using Syndication.Notifier.Store;
using Syndication.Notifier.Watching;

namespace Syndication.Notifier.WebSub;

/// <summary>
/// Follows the feed of everything through this hub as any subscriber would, and says when what went out did not come, or
/// when nothing goes out because feeds cannot be fetched.
/// </summary>
internal sealed partial class SelfTest(
    HubDesk desk,
    UnitOfWork work,
    SelfTestState state,
    PublicAddress address,
    IServer server,
    IHostApplicationLifetime lifetime,
    IOptions<HubOptions> options,
    TimeProvider time,
    ILogger<SelfTest> logger
) : BackgroundService
{
    private const string Path = "/feeds/all.rss";
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);

    // A change is gathered for a second, fetched and sent; an outage of Feeds is its own alarm, but people ask the hub.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);
    private DateTimeOffset? _askedAt;

    private byte[] Digest => HubSubscription.DigestOf(HubProtocol.SelfTest, Path, _callback!);

    private string? _callback;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // It is nobody's any more. Where that fails, its lease ends it.
        if (_callback is not null)
            await Look.OnceAsync(
                ct =>
                    work.ReadAsync(
                        db => db.HubSubscriptions.Where(s => s.Digest == Digest).ExecuteDeleteAsync(ct),
                        ct
                    ),
                CannotLook,
                cancellationToken
            );
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.SelfTest || !await StartedAsync(stoppingToken))
            return;
        using var timer = new PeriodicTimer(LookInterval, time);
        do await Look.OnceAsync(LookAsync, CannotLook, stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // False where it listens at nothing that it could call itself: a test's server, or TLS alone.
    private async Task<bool> StartedAsync(CancellationToken ct)
    {
        await lifetime.StartedAsync(ct);
        var listening = server
            .Features.Get<IServerAddressesFeature>()
            ?.Addresses.FirstOrDefault(a => a.StartsWith("http://", StringComparison.OrdinalIgnoreCase));
        if (listening is null)
            return false;
        _callback = PublicAddress.Reachable(listening) + SelfTestEndpoints.Path + state.Token;
        return true;
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var mine = await work.ReadAsync(
            db => db.HubSubscriptions.AsNoTracking().SingleOrDefaultAsync(s => s.Digest == Digest, ct),
            ct
        );
        if (mine is null || mine.LeaseEnd - now < Lease.Shortest / 2)
            await AskAsync(now, ct);
        else
            _askedAt = null;
        Judge(await FaultAsync(mine, now, ct));
    }

    private async Task AskAsync(DateTimeOffset now, CancellationToken ct)
    {
        _askedAt ??= now;
        var callback = new Callback(_callback!, new Uri(_callback!).GetLeftPart(UriPartial.Authority));
        await desk.TakeAsync(
            new(HubMode.Subscribe, address.Origin + Path, Path, callback, state.Secret, Lease.Shortest),
            HubProtocol.SelfTest,
            ct
        );
    }

    private async Task<string?> FaultAsync(HubSubscription? mine, DateTimeOffset now, CancellationToken ct)
    {
        if (mine is null)
            return now - _askedAt < Late
                ? state.Fault
                : "The hub does not take its own subscription: look at Publication:PublicUrl and Hub:Feeds.";
        var topic = await work.ReadAsync(
            db => db.HubTopics.AsNoTracking().SingleOrDefaultAsync(t => t.Path == Path, ct),
            ct
        );
        if (topic is null)
            return state.Fault;
        if (topic.FetchAt < now - Late)
            return "The hub has not looked at a feed that changed a minute ago.";
        if (topic.Failures > 0 && topic.ChangedAt < now - Late)
            return $"The hub cannot fetch feeds: {topic.Fault}";
        // One that has just begun fetched what there was; what came since must have come here.
        return
            topic.ChangedAt < now - Late
            && topic.ChangedAt > mine.CreatedAt
            && mine.Sent < topic.Version
            && state.Got != SelfTestState.Of(topic.Body)
            ? $"A change went out a minute ago and did not come: {mine.Fault ?? "nobody sent it"}."
            : null;
    }

    private void Judge(string? fault)
    {
        if (fault is not null && state.Fault is null)
            HubFails(fault);
        else if (fault is null && state.Fault is not null)
            HubDelivers();
        state.Fault = fault;
        HubMetrics.SelfTest(fault is null);
    }

    [LoggerMessage(LogLevel.Warning, "The hub could not be looked at: {Reason}")]
    private partial void CannotLook(string reason);

    [LoggerMessage(LogLevel.Error, "The hub does not deliver: {Fault}")]
    private partial void HubFails(string fault);

    [LoggerMessage(LogLevel.Information, "The hub delivers again")]
    private partial void HubDelivers();
}
