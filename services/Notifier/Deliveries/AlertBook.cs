using System.Collections.Concurrent;
using Syndication.Notifier.Alerts;

namespace Syndication.Notifier.Deliveries;

/// <summary>The alerts that are going out, as they were last seen in the database.</summary>
internal sealed class AlertBook(AlertWords words, TimeProvider time)
{
    private const int Most = 256;
    private readonly ConcurrentDictionary<Guid, AlertNow> _alerts = [];

    /// <summary>Takes an alert as it was read; whoever holds its page sees it at once.</summary>
    public AlertNow Put(Alert alert)
    {
        if (_alerts.Count > Most)
            Forget();
        var page = _alerts.GetOrAdd(
            alert.Id,
            static (_, a) => new AlertNow(a.Words, a.Alert),
            (Alert: alert, Words: words)
        );
        page.Update(alert);
        page.UsedAt = time.GetTimestamp();
        return page;
    }

    // Whoever holds a page keeps it; it is only not told of changes any more, so the oldest go.
    private void Forget()
    {
        foreach (var page in _alerts.Values.OrderBy(p => p.UsedAt).Take(Most / 2).ToList())
            _alerts.TryRemove(page.Alert.Id, out _);
    }
}
