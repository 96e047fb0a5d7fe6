using Syndication.Contracts;

namespace Syndication.Notifier.Alerts;

/// <summary>What has become of an article's alerts, for its timeline.</summary>
/// <param name="Step">As <see cref="ArticleStep.Step"/>.</param>
/// <param name="Detail">As <see cref="ArticleStep.Detail"/>.</param>
internal sealed record AlertNews(string Step, string Detail)
{
    /// <summary>It is there, or has come a step further.</summary>
    public static AlertNews Raised(Alert alert) =>
        new(
            "alerted",
            $"{(alert.Level == BreakingLevel.Flash ? "flash" : "breaking")}: {WordOf(alert)}"
                + (alert.DryRun ? " (dry run)" : "")
        );

    /// <summary>One line for all of them; none for none.</summary>
    public static List<AlertNews> Corrected(int alerts) => All("alert-corrected", alerts);

    /// <summary>One line for all of them; none for none.</summary>
    public static List<AlertNews> Withdrawn(int alerts) => All("alert-withdrawn", alerts);

    // For whoever follows the story it is out when it goes out.
    private static string WordOf(Alert alert) =>
        alert.IsHeld
            ? "held"
            : AlertStates.Word(alert.State == AlertState.Sending ? AlertState.Sent : alert.State);

    private static List<AlertNews> All(string step, int alerts) =>
        alerts == 0 ? [] : [new(step, alerts == 1 ? "1 alert" : $"{alerts} alerts")];
}
