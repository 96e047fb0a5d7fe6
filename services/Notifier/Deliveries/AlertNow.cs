using Syndication.Notifier.Alerts;

namespace Syndication.Notifier.Deliveries;

/// <summary>An alert as it stands, with its message made once for many readers.</summary>
internal sealed class AlertNow(AlertWords words, Alert alert)
{
    // The push service's clock is not ours: a few seconds more or less make no other message.
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(10);
    private Alert _alert = alert;
    private AlertMessage? _message;

    public Alert Alert => Volatile.Read(ref _alert);

    /// <summary>When it was last asked for.</summary>
    public long UsedAt { get; set; }

    /// <summary>Takes it as it was read; what is older than what is known changes nothing.</summary>
    public void Update(Alert alert)
    {
        if (alert.Sequence >= Alert.Sequence)
            Volatile.Write(ref _alert, alert);
    }

    /// <summary>What is sent to a reader now.</summary>
    /// <param name="kind">For the first time, corrected or taken back.</param>
    /// <param name="left">How long the push service may keep it.</param>
    public AlertMessage MessageFor(DispatchKind kind, TimeSpan left)
    {
        var now = Alert;
        var time = TimeSpan.FromTicks(Math.Max(0, left.Ticks - (left.Ticks % Grain.Ticks)));
        if (left < Grain)
            time = TimeSpan.FromSeconds(Math.Max(0, Math.Floor(left.TotalSeconds)));
        var made = Volatile.Read(ref _message);
        if (made is not null && made.Sequence == now.Sequence && made.Kind == kind && made.TimeToLive == time)
            return made;
        made = words.Of(now, kind, time);
        Volatile.Write(ref _message, made);
        return made;
    }
}
