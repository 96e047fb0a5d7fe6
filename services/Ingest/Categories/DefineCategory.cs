using Syndication.Ingest.Outbox;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Categories;

/// <summary>Stores a category's next version and tells it.</summary>
internal sealed class DefineCategory(Category wish) : PendingWrite<Category>
{
    protected override async Task<Category> ApplyAsync(WriteSession session, CancellationToken ct)
    {
        var row = await session.Db.Categories.FindAsync([wish.Slug], ct);
        if (row is null)
            session.Db.Categories.Add(row = new() { Slug = wish.Slug });
        var next = wish with { Version = Math.Max(row.Version, wish.Version) + 1 };
        row.Take(next);
        var told = next.ToContract();
        session.Tell(OutboxRow.Of(told, session.Now), told);
        return next;
    }
}
