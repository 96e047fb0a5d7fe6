using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;
using Syndication.Testing;

namespace Syndication.Notifier.Tests.Subscriptions;

/// <summary>A Notifier, and what it keeps of its readers.</summary>
public abstract class SubscriptionScene
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected abstract Task<NotifierHost> StartAsync(params (string Key, string Value)[] settings);

    private protected static Task<NotifierHost> OnSqlite((string Key, string Value)[] settings) =>
        Task.FromResult(
            new NotifierHost(
                settings: settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal)
            )
        );

    private protected static async Task<NotifierHost> OnPostgresAsync(
        PostgresFixture postgres,
        (string Key, string Value)[] settings
    ) =>
        new(
            await postgres.NewDatabaseAsync(Ct),
            settings: settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal)
        );

    private protected static Task<List<Subscription>> SubscriptionsAsync(NotifierHost host) =>
        host.The<UnitOfWork>().ReadAsync(db => db.Subscriptions.AsNoTracking().ToListAsync(Ct), Ct);

    private protected static Task<(int, int, int)> RowsAsync(NotifierHost host) =>
        host.The<UnitOfWork>()
            .ReadAsync(
                async db =>
                    (
                        await db.Subscriptions.CountAsync(Ct),
                        await db.SubscriptionTopics.CountAsync(Ct),
                        await db.DueDeliveries.CountAsync(Ct)
                    ),
                Ct
            );

    private protected static Task<int> AddDueAsync(NotifierHost host, Subscription to) =>
        host.The<UnitOfWork>()
            .ReadAsync(
                db =>
                {
                    db.DueDeliveries.Add(
                        new()
                        {
                            AlertId = Guid.CreateVersion7(),
                            Seq = to.Seq,
                            Reason = DueReason.Quiet,
                            DueAt = Some.Instant,
                            Kind = DispatchKind.Alert,
                            Flash = false,
                            Origin = to.Origin,
                            BatchId = Guid.CreateVersion7(),
                            Place = 0,
                        }
                    );
                    return db.SaveChangesAsync(Ct);
                },
                Ct
            );
}
