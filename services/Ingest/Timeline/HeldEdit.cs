using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Timeline;

/// <summary>Notes in an article's timeline that an edit of it was held; once, however often the edit is offered.</summary>
internal static class HeldEdit
{
    public const string Step = "edit-held";

    public static async Task NoteAsync(
        WriteSession session,
        Intake.Held held,
        Arrival arrival,
        CancellationToken ct
    )
    {
        var (id, revision) = (held.Article.Id, held.Article.Revision);
        var isNoted = await session.Db.Timeline.AnyAsync(
            t => t.ArticleId == id && t.Revision == revision && t.Step == Step && t.Detail == held.Reason,
            ct
        );
        if (isNoted)
            return;
        session.Db.Timeline.Add(
            new()
            {
                ArticleId = id,
                Revision = revision,
                At = session.Now,
                Step = Step,
                By = arrival.SourceId is { } source ? $"source:{source}" : "api",
                Detail = held.Reason,
            }
        );
    }
}
