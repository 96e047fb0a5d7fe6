using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Hosting.Outbound;
using Syndication.Hosting.Publication;
using Syndication.Notifier.Store;
using Syndication.Notifier.WebPush;

namespace Syndication.Notifier.Subscriptions;

/// <summary>Keeps who is alerted of what. One subscription for each endpoint, however many ask at once.</summary>
internal sealed class SubscriptionDesk(
    UnitOfWork work,
    VapidKeys keys,
    IOptions<PublicationOptions> publication,
    IOptions<PushHostOptions> hosts,
    IOptions<NetworkOptions> network,
    UndoLimit undoing,
    TimeProvider time
)
{
    /// <summary>Why it is paused whose reader followed the link.</summary>
    public const string Unsubscribed = "The reader followed the link that ends it.";

    // Nearer need not be known.
    private static readonly TimeSpan ADay = TimeSpan.FromDays(1);

    /// <summary>
    /// Makes it, or renews the one that this endpoint has. A renewal that shows the manage token keeps it; any other gets a
    /// new one, and the old one is worth nothing from then on.
    /// </summary>
    /// <returns>Null where too many are at an origin that nobody knows.</returns>
    public Task<SignedUp?> SignUpAsync(SignUp asked, string? presented, CancellationToken ct)
    {
        var digest = Subscription.DigestOf(asked.Endpoint.Url);
        // Whoever is bounded is counted alone; the rest must only not be made twice.
        var isBounded = !network.Value.AllowPrivateAddresses && !hosts.Value.Knows(asked.Endpoint.Host);
        var turn = isBounded ? Subscription.DigestOf(asked.Endpoint.Origin) : digest;
        return work.DoAsync(
            new Guid(turn.AsSpan(0, 16)),
            async db =>
            {
                var found = await db.Subscriptions.SingleOrDefaultAsync(s => s.EndpointDigest == digest, ct);
                var isNew = found is null;
                if (isNew && isBounded && await IsFullAsync(db, asked.Endpoint.Origin, ct))
                    return null;
                var keeps = SubscriptionTokens.Manages(presented, found);
                var token = keeps ? presented! : SubscriptionTokens.NewManageToken();
                found ??= await AddAsync(db, asked, digest, ct);
                Renew(found, asked, Subscription.DigestOf(token));
                await SetTopicsAsync(db, found.Seq, asked.Wishes.Topics, ct);
                return new SignedUp(found, token, isNew);
            },
            ct
        );
    }

    /// <summary>What whoever is at this endpoint follows; none where nobody is.</summary>
    public Task<List<string>> TopicsAtAsync(PushEndpoint endpoint, CancellationToken ct)
    {
        var digest = Subscription.DigestOf(endpoint.Url);
        return work.ReadAsync(
            db =>
                db.Subscriptions.Where(s => s.EndpointDigest == digest)
                    .Join(db.SubscriptionTopics, s => s.Seq, t => t.Seq, (_, t) => t.Topic)
                    .ToListAsync(ct),
            ct
        );
    }

    /// <summary>Null for whoever may not manage it, and where there is none.</summary>
    public Task<Managed?> FindAsync(Guid id, string? token, CancellationToken ct) =>
        work.ReadAsync<Managed?>(
            async db =>
            {
                var found = await db.Subscriptions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
                if (!SubscriptionTokens.Manages(token, found))
                    return null;
                return new(found!, await TopicsOfAsync(db, found!.Seq, ct));
            },
            ct
        );

    /// <summary>
    /// Its reader has asked for it. Whoever pauses is heard of in no other way, and forgotten when not heard of for long;
    /// who left by the link is forgotten in time whatever they look at.
    /// </summary>
    public async Task SeeAsync(Subscription found, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (found.State != SubscriptionState.Paused || found.Reason is not null || found.SeenAt > now - ADay)
            return;
        await work.ReadAsync(
            db =>
                db.Subscriptions.Where(s => s.Seq == found.Seq)
                    .Where(s => s.State == SubscriptionState.Paused && s.Reason == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now), ct),
            ct
        );
    }

    /// <summary>As <see cref="FindAsync"/>, after the change.</summary>
    public Task<Managed?> ChangeAsync(Guid id, string? token, Wishes wishes, CancellationToken ct) =>
        work.DoAsync<Managed?>(
            id,
            async db =>
            {
                var found = await db.Subscriptions.SingleOrDefaultAsync(s => s.Id == id, ct);
                if (!SubscriptionTokens.Manages(token, found))
                    return null;
                wishes.ApplyTo(found!);
                if (wishes.State is { } state && IsReaders(found!.State))
                    (found.State, found.Reason, found.SeenAt) = (state, null, time.GetUtcNow());
                await SetTopicsAsync(db, found!.Seq, wishes.Topics, ct);
                await db.SaveChangesAsync(ct);
                return new(found, await TopicsOfAsync(db, found.Seq, ct));
            },
            ct
        );

    /// <summary>Everything of it; false for whoever may not, and where there is none.</summary>
    public Task<bool> EndAsync(Guid id, string? token, CancellationToken ct) =>
        RemoveAsync(id, s => SubscriptionTokens.Manages(token, s), ct);

    /// <summary>As <see cref="EndAsync"/>, by the token of the link.</summary>
    public Task<bool> EndByLinkAsync(Guid id, string link, CancellationToken ct) =>
        RemoveAsync(id, s => SubscriptionTokens.Unsubscribes(link, s), ct);

    /// <summary>Ends alerts in a way that can be undone for some days, or undoes it.</summary>
    public async Task<Leaving> LeaveAsync(Guid id, string link, bool leave, CancellationToken ct)
    {
        var found = await PeekAsync(id, ct);
        if (found is null || !SubscriptionTokens.Unsubscribes(link, found))
            return new Leaving.Unknown();
        if (leave == (found.Reason == Unsubscribed))
            return new Leaving.Done();
        if (!leave && !undoing.Allows(found.Seq, out var wait))
            return new Leaving.TooOften(wait);
        return await DecideAsync(id, link, leave, ct) ? new Leaving.Done() : new Leaving.Unknown();
    }

    private Task<bool> DecideAsync(Guid id, string link, bool leave, CancellationToken ct) =>
        work.DoAsync(
            id,
            async db =>
            {
                var found = await db.Subscriptions.SingleOrDefaultAsync(s => s.Id == id, ct);
                if (found is null || !SubscriptionTokens.Unsubscribes(link, found))
                    return false;
                if (leave && found.Reason != Unsubscribed)
                {
                    (found.State, found.Reason) = (SubscriptionState.Paused, Unsubscribed);
                    found.SeenAt = time.GetUtcNow();
                    await db.DueDeliveries.Where(d => d.Seq == found.Seq).ExecuteDeleteAsync(ct);
                }
                else if (!leave && found.Reason == Unsubscribed)
                    (found.State, found.Reason) = (SubscriptionState.Active, null);
                return true;
            },
            ct
        );

    /// <summary>Its push service has just said that it is no more.</summary>
    public Task<int> MarkGoneAsync(long seq, string? why, CancellationToken ct) =>
        work.ReadAsync(
            db =>
                db.Subscriptions.Where(s => s.Seq == seq)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(s => s.State, SubscriptionState.Gone)
                                .SetProperty(s => s.Reason, why),
                        ct
                    ),
            ct
        );

    private static bool IsReaders(SubscriptionState state) =>
        state is SubscriptionState.Active or SubscriptionState.Paused;

    private async Task<bool> IsFullAsync(NotifierDbContext db, string origin, CancellationToken ct)
    {
        var most = hosts.Value.MostAtUnknownOrigin;
        // Those that have ended leave their places.
        return await db
                .Subscriptions.Where(s => s.Origin == origin)
                .Where(s => s.State == SubscriptionState.Active || s.State == SubscriptionState.Paused)
                .Take(most)
                .CountAsync(ct) >= most;
    }

    private async Task<Subscription> AddAsync(
        NotifierDbContext db,
        SignUp asked,
        byte[] digest,
        CancellationToken ct
    )
    {
        var now = time.GetUtcNow();
        var added = new Subscription
        {
            Id = Guid.CreateVersion7(now),
            Channel = ChannelKind.WebPush,
            Endpoint = asked.Endpoint.Url,
            EndpointDigest = digest,
            Origin = asked.Endpoint.Origin,
            PublicKey = asked.Keys.PublicKey,
            AuthSecret = asked.Keys.AuthSecret,
            VapidKey = asked.VapidKey ?? keys.Current.PublicKey,
            MinLevel = BreakingLevel.Breaking,
            Language = publication.Value.Language,
            TimeZone = publication.Value.TimeZone,
            TokenDigest = [],
            CreatedAt = now,
            SeenAt = now,
        };
        db.Subscriptions.Add(added);
        // Its topics need its number.
        await db.SaveChangesAsync(ct);
        return added;
    }

    private void Renew(Subscription found, SignUp asked, byte[] tokenDigest)
    {
        (found.PublicKey, found.AuthSecret) = (asked.Keys.PublicKey, asked.Keys.AuthSecret);
        // An endpoint holds for the key that it was made with (RFC 8292 §4.1), so what is known of it stays true.
        if (asked.VapidKey is { } told)
            found.VapidKey = told;
        else if (!keys.TryFind(found.VapidKey, out _))
            found.VapidKey = keys.Current.PublicKey;
        found.ExpiresAt = asked.ExpiresAt;
        found.SeenAt = time.GetUtcNow();
        found.TokenDigest = tokenDigest;
        asked.Wishes.ApplyTo(found);
        var hasEnded = !IsReaders(found.State) || found.Reason == Unsubscribed;
        if (hasEnded || asked.Wishes.State is not null)
        {
            found.State = asked.Wishes.State ?? SubscriptionState.Active;
            (found.Reason, found.FailingSince) = (null, null);
        }
    }

    private static async Task SetTopicsAsync(
        NotifierDbContext db,
        long seq,
        IReadOnlyList<string>? topics,
        CancellationToken ct
    )
    {
        if (topics is null)
            return;
        var had = await db.SubscriptionTopics.Where(t => t.Seq == seq).ToListAsync(ct);
        db.RemoveRange(had.Where(t => !topics.Contains(t.Topic, StringComparer.Ordinal)));
        var added = topics.Except(had.Select(t => t.Topic), StringComparer.Ordinal);
        db.AddRange(added.Select(t => new SubscriptionTopic { Topic = t, Seq = seq }));
    }

    private static Task<List<string>> TopicsOfAsync(NotifierDbContext db, long seq, CancellationToken ct) =>
        db.SubscriptionTopics.Where(t => t.Seq == seq).Select(t => t.Topic).OrderBy(t => t).ToListAsync(ct);

    // Whoever guesses must not make the house write: it looks first.
    private Task<Subscription?> PeekAsync(Guid id, CancellationToken ct) =>
        work.ReadAsync(db => db.Subscriptions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct), ct);

    private async Task<bool> RemoveAsync(Guid id, Predicate<Subscription> may, CancellationToken ct) =>
        await PeekAsync(id, ct) is { } there
        && may(there)
        && await work.DoAsync(
            id,
            async db =>
            {
                var found = await db.Subscriptions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
                if (found is null || !may(found))
                    return false;
                // The reader before what waits for it, as the ledger does; topics go with the reader.
                await db.Subscriptions.Where(s => s.Seq == found.Seq).ExecuteDeleteAsync(ct);
                await db.DueDeliveries.Where(d => d.Seq == found.Seq).ExecuteDeleteAsync(ct);
                return true;
            },
            ct
        );
}

/// <summary>What came of signing up.</summary>
internal sealed record SignedUp(Subscription Subscription, string ManageToken, bool IsNew);

/// <summary>A subscription before whoever may manage it.</summary>
internal sealed record Managed(Subscription Subscription, IReadOnlyList<string> Topics);
