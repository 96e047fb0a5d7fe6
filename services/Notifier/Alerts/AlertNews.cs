using Syndication.Contracts;

namespace Syndication.Notifier.Alerts;

/// <summary>What has become of an article's alerts, for its timeline.</summary>
/// <param name="Step">As <see cref="ArticleStep.Step"/>.</param>
/// <param name="Detail">As <see cref="ArticleStep.Detail"/>.</param>
/// <param name="IsTold">True when the stream's log has it.</param>
internal sealed record AlertNews(string Step, string Detail, bool IsTold)
{
    public static AlertNews Raised(Alert alert, bool isTold) =>
        new(
            "alerted",
            $"{(alert.Level == BreakingLevel.Flash ? "flash" : "breaking")}: {AlertStates.Word(alert.State)}",
            isTold
        );

    /// <summary>One line for all of them; none for none.</summary>
    public static List<AlertNews> Corrected(List<Alert> alerts) => All("alert-corrected", alerts);

    /// <summary>One line for all of them; none for none.</summary>
    public static List<AlertNews> Withdrawn(List<Alert> alerts) => All("alert-withdrawn", alerts);

    private static List<AlertNews> All(string step, List<Alert> alerts) =>
        alerts.Count == 0 ? [] : [new(step, alerts.Count == 1 ? "1 alert" : $"{alerts.Count} alerts", true)];
}
