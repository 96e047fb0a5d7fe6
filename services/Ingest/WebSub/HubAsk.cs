using Syndication.Ingest.Sources;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.WebSub;

/// <summary>A hub's turn: whom to ask for what, and when again if nothing comes of it. Pure.</summary>
internal sealed record HubAsk
{
    public required Guid Source { get; init; }

    /// <summary>As <see cref="HubList"/>; the first is asked.</summary>
    public required string Hubs { get; init; }
    public required string Topic { get; init; }
    public required string Token { get; init; }
    public required string Secret { get; init; }
    public required DateTimeOffset At { get; init; }
    public required DateTimeOffset AgainAt { get; init; }

    /// <summary>A lease runs; the hub goes on pushing whatever becomes of this.</summary>
    public bool Renews { get; init; }

    /// <summary>The lease has just ended.</summary>
    public bool Lost { get; init; }

    /// <summary>What to show until the hub has verified; null for nothing.</summary>
    public string? Error { get; init; }

    /// <summary>True where another hub stands ready that was not asked in this round.</summary>
    public bool HasNext { get; init; }

    public Uri Hub => new(HubList.First(Hubs)!);

    /// <summary>Of a row whose <see cref="SourceRow.HubDueAt"/> has come.</summary>
    public static HubAsk Of(SourceRow row, DateTimeOffset now, double chance)
    {
        var renews = row.HubState == HubState.Verified && row.HubLeaseUntil > now;
        var count = Math.Max(1, HubList.Split(row.Hub).Length);
        // Another hub must not know what the last one was told.
        var turns = !renews && row.HubFailures > 0 && count > 1;
        TimeSpan? left = renews ? row.HubLeaseUntil!.Value - now : null;
        return new()
        {
            Source = row.Id,
            Hubs = turns ? HubList.Turned(row.Hub)! : row.Hub!,
            Topic = row.Topic!,
            Token = turns ? HubSecrets.Make() : row.HubToken ?? HubSecrets.Make(),
            Secret = turns ? HubSecrets.Make() : row.HubSecret ?? HubSecrets.Make(),
            At = now,
            AgainAt = now + HubTimes.Patience(row.HubFailures / count, left, chance),
            Renews = renews,
            Lost = row.HubState == HubState.Verified && !renews,
            Error = Told(row, renews),
            HasNext = !renews && (row.HubFailures + 1) % count != 0,
        };
    }

    private static string? Told(SourceRow row, bool renews) =>
        row.HubState == HubState.Verified && !renews ? "The hub's lease has ended without a renewal."
        : row.HubState == HubState.Denied || row.HubFailures == 0 ? row.HubError
        : row.HubError ?? "The hub was asked and has not verified the subscription.";
}
