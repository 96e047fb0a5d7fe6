using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Syndication.Contracts;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;
using Syndication.Notifier.Tests.WebPush;
using Syndication.Notifier.WebPush;
using Syndication.Testing;
using Syndication.Testing.Push;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>The service with readers and a push service of the test's own, and what a newsroom decides.</summary>
internal sealed class Fan(
    string database,
    ManualTime? time = null,
    IReadOnlyDictionary<string, string>? settings = null,
    Action<IServiceCollection>? replace = null
) : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);
    private NotifierHost? _host;

    public FakeChannel Channel { get; } = new();

    public NotifierHost Host =>
        _host ??= new(
            database,
            time: time,
            settings: settings,
            replace: replace ?? (services => services.RemoveAll<IChannel>().AddSingleton<IChannel>(Channel))
        );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => (time ?? TimeProvider.System).GetUtcNow();

    public Task<T> ReadAsync<T>(Func<NotifierDbContext, Task<T>> read) =>
        Host.The<UnitOfWork>().ReadAsync(read, Ct);

    public async Task<List<long>> AddReadersAsync(
        int count,
        Action<SubscriptionDraft>? shape = null,
        string topic = "international"
    )
    {
        var draft = new SubscriptionDraft();
        shape?.Invoke(draft);
        return await AddAsync([.. Enumerable.Range(0, count).Select(_ => draft.Make(Now))], topic);
    }

    /// <summary>Readers at a push service that is really there.</summary>
    public Task<List<long>> AddReadersAsync(IEnumerable<SinkSubscription> at)
    {
        var key = Host.The<VapidKeys>().Current.PublicKey;
        return AddAsync(at.Select(s => PushBench.Of(s, key)).ToList());
    }

    /// <summary>These.</summary>
    public async Task<List<long>> AddAsync(List<Subscription> readers, string topic = "international")
    {
        await ReadAsync(async db =>
        {
            db.Subscriptions.AddRange(readers);
            await db.SaveChangesAsync(Ct);
            db.SubscriptionTopics.AddRange(
                readers.Select(r => new SubscriptionTopic { Topic = topic, Seq = r.Seq })
            );
            return await db.SaveChangesAsync(Ct);
        });
        return readers.ConvertAll(r => r.Seq);
    }

    /// <summary>An alert that goes out now, as the newsroom's decision writes it.</summary>
    public async Task<Guid> SendAsync(
        BreakingLevel level = BreakingLevel.Breaking,
        int timeToLive = 3600,
        string title = "নদীতে সেতু ভেঙে পড়েছে",
        bool dryRun = false,
        string topic = "international"
    )
    {
        var alert = new Alert
        {
            Id = Guid.CreateVersion7(Now),
            Level = level,
            Title = title,
            Body = "উদ্ধারকাজ চলছে।",
            Topics = [topic],
            Language = "bn",
            Key = Guid.NewGuid().ToString(),
            TimeToLive = timeToLive,
            DryRun = dryRun,
            OccurredAt = Now,
            CreatedAt = Now,
        };
        await ReadAsync(async db =>
        {
            db.Add(alert).Property(a => a.State).CurrentValue = AlertState.Sending;
            db.Add(Dispatch.Of(alert, DispatchKind.Alert, Now));
            return await db.SaveChangesAsync(Ct);
        });
        Host.The<DispatchSignal>().Wake();
        return alert.Id;
    }

    /// <summary>Corrects or withdraws it.</summary>
    public async Task ChangeAsync(Guid alertId, DispatchKind kind)
    {
        await ReadAsync(async db =>
        {
            var alert = await db.Alerts.SingleAsync(a => a.Id == alertId, Ct);
            var entry = db.Entry(alert);
            entry.Property(a => a.State).CurrentValue =
                kind == DispatchKind.Withdrawal ? AlertState.Withdrawn : AlertState.Corrected;
            entry.Property(a => a.Sequence).CurrentValue++;
            db.Add(Dispatch.Of(alert, kind, Now));
            return await db.SaveChangesAsync(Ct);
        });
        Host.The<DispatchSignal>().Wake();
    }

    public Task<AlertCount> CountAsync(Guid alertId) =>
        ReadAsync(db => db.Counts.AsNoTracking().SingleAsync(c => c.AlertId == alertId, Ct));

    public Task<List<DueDelivery>> DueAsync() =>
        ReadAsync(db => db.DueDeliveries.AsNoTracking().OrderBy(d => d.Seq).ToListAsync(Ct));

    public Task<Subscription> ReaderAsync(long seq) =>
        ReadAsync(db => db.Subscriptions.AsNoTracking().SingleAsync(s => s.Seq == seq, Ct));

    /// <summary>Every batch is done and every dispatch has ended.</summary>
    public Task DoneAsync() =>
        UntilAsync(
            () =>
                ReadAsync(async db =>
                    !await db.Dispatches.AnyAsync(d => !d.IsDone, Ct)
                    && !await db.Batches.AnyAsync(b => !b.IsDone, Ct)
                ),
            "everything to be out"
        );

    /// <summary>Waits; a clock of the test's own goes on meanwhile.</summary>
    public Task UntilAsync(Func<Task<bool>> condition, string what) =>
        Waiting.UntilAsync(
            async () =>
            {
                time?.Advance(Step);
                return await condition();
            },
            Patience,
            what,
            Ct
        );

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
    }
}
