using Syndication.Notifier.Deliveries;

namespace Syndication.Notifier.Alerts;

/// <summary>How far an alert has come on its way to its readers.</summary>
/// <param name="IsPlanned">Everybody whom it concerns is counted in.</param>
/// <param name="Done">0 to 1: how many of them need nothing more now.</param>
/// <param name="Open">Not tried yet, or to be tried again soon.</param>
internal sealed record AlertDone(bool IsPlanned, double Done, int Open)
{
    public static AlertDone Of(AlertProgress? progress) =>
        progress is null
            ? new(false, 0, 0)
            : new(progress.IsPlanned, Math.Round(progress.Done, 4), progress.Open);
}
