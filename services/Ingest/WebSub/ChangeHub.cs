using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.WebSub;

/// <summary>
/// Changes what a source's row says of its hub, if <paramref name="rows"/> still finds it: one statement, so that whoever
/// came first has it, in this process or another.
/// </summary>
internal sealed class ChangeHub(
    Func<IQueryable<SourceRow>, DateTimeOffset, IQueryable<SourceRow>> rows,
    Action<UpdateSettersBuilder<SourceRow>, DateTimeOffset> set
) : PendingWrite<bool>
{
    /// <summary>The subscription that bears this token, as long as it does.</summary>
    public static ChangeHub Of(string token, Action<UpdateSettersBuilder<SourceRow>, DateTimeOffset> set) =>
        new((sources, _) => sources.Where(s => s.HubToken == token), set);

    protected override async Task<bool> ApplyAsync(WriteSession session, CancellationToken ct) =>
        await rows(session.Db.Sources, session.Now).ExecuteUpdateAsync(row => set(row, session.Now), ct) > 0;
}
