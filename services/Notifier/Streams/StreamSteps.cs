using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Hosting.Bus;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Streams;

/// <summary>Tells articles' timelines how many readers of this instance's streams were told of their alerts.</summary>
internal sealed class StreamSteps(UnitOfWork work, Notices<ArticleStep> notices, TimeProvider time)
{
    // Each instance has readers of its own, and each tells of those.
    private readonly string _by = $"notifier:{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>One step for each article among them, however many of its alerts were told at once.</summary>
    public async Task ReportAsync(List<(StreamEvent Event, int Readers)> told, CancellationToken ct)
    {
        var at = time.GetUtcNow();
        var heard = told.FindAll(t => t.Readers > 0);
        if (heard.Count == 0)
            return;
        var articles = await ArticlesAsync([.. heard.Select(t => t.Event.AlertId).Distinct()], ct);
        foreach (var about in heard.GroupBy(t => articles.GetValueOrDefault(t.Event.AlertId)))
        {
            // An alert without an article has no timeline.
            if (about.Key is not { } article)
                continue;
            notices.Send(
                new()
                {
                    ArticleId = article.Id,
                    Revision = article.Revision,
                    Step = "streamed",
                    By = _by,
                    At = at,
                    Detail = Words(about.Max(t => t.Readers), about.Select(t => t.Event.Kind)),
                }
            );
        }
    }

    // The log does not say which revision an alert is of; it is the newest that this service has taken.
    private async Task<Dictionary<Guid, (Guid Id, int Revision)?>> ArticlesAsync(
        List<Guid> alertIds,
        CancellationToken ct
    )
    {
        var found = await work.ReadAsync(
            db =>
                db.Alerts.Where(a => alertIds.Contains(a.Id))
                    .Join(
                        db.Articles,
                        alert => alert.ArticleId,
                        article => (Guid?)article.Id,
                        (alert, article) =>
                            new
                            {
                                AlertId = alert.Id,
                                article.Id,
                                article.Revision,
                            }
                    )
                    .ToListAsync(ct),
            ct
        );
        return found.ToDictionary(a => a.AlertId, a => ((Guid, int)?)(a.Id, a.Revision));
    }

    private static string Words(int readers, IEnumerable<StreamKind> kinds) =>
        $"{string.Join(", ", kinds.Distinct().Select(StreamFrame.Word))}: {readers} live {(readers == 1 ? "reader" : "readers")}";
}
