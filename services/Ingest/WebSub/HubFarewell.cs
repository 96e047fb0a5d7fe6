using System.Threading.Channels;

namespace Syndication.Ingest.WebSub;

/// <summary>
/// Tells hubs that a subscription is wanted no more: once, as a courtesy. The token is forgotten already, so whoever does
/// not hear it learns it from the answer to the next push.
/// </summary>
internal sealed class HubFarewell(HubCaller caller) : BackgroundService
{
    private const int MostWaiting = 1024;

    private readonly Channel<HubParting> _waiting = Channel.CreateBounded<HubParting>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Say(HubParting? parting)
    {
        if (parting is not null)
            _waiting.Writer.TryWrite(parting);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var parting in _waiting.Reader.ReadAllAsync(stoppingToken))
            await caller.UnsubscribeAsync(parting, stoppingToken);
    }
}
