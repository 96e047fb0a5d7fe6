namespace Syndication.Notifier.Webhooks;

/// <summary>
/// How many events go to one endpoint at once: as many as it has shown that it takes quickly. One that fails or hangs is
/// called one at a time, and holds nothing that others need.
/// </summary>
internal sealed class WebhookLane
{
    private const int Most = 16;
    private const int First = 2;
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);

    /// <summary>Calls at once.</summary>
    public int Room { get; private set; } = First;

    public void Learn(IReadOnlyCollection<WebhookAnswer> answers)
    {
        var isWell = answers.All(a => a.IsTaken && a.Took <= Quick);
        Room = isWell ? Math.Min(Most, 2 * Room) : Math.Max(1, Room / 2);
    }
}
