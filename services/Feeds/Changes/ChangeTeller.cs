using Syndication.Contracts;
using Syndication.Feeds.Entries;
using Syndication.Hosting.Bus;

namespace Syndication.Feeds.Changes;

/// <summary>
/// Tells the rest of the house which feeds have changed. What is to be told stands in the store, in the same step as the
/// change itself, so that it is told whichever process made the change and whether or not that one still lives.
/// </summary>
internal sealed partial class ChangeTeller(
    IEntryStore entries,
    StoreView view,
    IEventPublisher events,
    TimeProvider time,
    ILogger<ChangeTeller> logger
) : BackgroundService
{
    // Changes within a quarter of a second are one: a set has rested for so long, and is looked for a little later.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(125);

    // Whoever took them and did not say that they are told has died.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    // An announcement may be lost, and so may the process that would have told.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await view.WaitForChangeAsync(Look, stoppingToken);
            await Task.Delay(Gathering, time, stoppingToken);
            try
            {
                while (events.IsUp && await TellAsync(stoppingToken) > 0) { }
            }
            // The store is away, or the bus: what was not told is due again.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                NotTold(fault.Message);
                await Task.Delay(Rest, time, stoppingToken);
            }
        }
    }

    private async Task<int> TellAsync(CancellationToken ct)
    {
        var changes = await entries.TakeChangesAsync(Quiet, Lease, ct);
        var told = 0;
        try
        {
            foreach (var change in changes)
            {
                var now = time.GetUtcNow();
                await events.TellAsync(
                    new FeedChanged(change.Selector, change.Version, now) { Articles = change.Articles },
                    Guid.CreateVersion7(now),
                    ct
                );
                told++;
            }
        }
        finally
        {
            // What the bus has taken is not told again because of what it refused after that.
            if (told > 0)
                await entries.ChangesToldAsync([.. changes.Take(told)], CancellationToken.None);
        }
        return changes.Count;
    }

    [LoggerMessage(LogLevel.Warning, "That feeds have changed could not be told; trying again. {Reason}")]
    private partial void NotTold(string reason);
}
