using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Alerts;

/// <summary>Which page is wanted. A cursor is the id of the last alert seen, so that pages stay put while alerts are made.</summary>
internal sealed record AlertQuery(AlertState? State, int Limit, Guid? Before)
{
    private const int Usual = 50;
    private const int Most = 200;

    public static bool TryParse(
        string? state,
        int? limit,
        string? cursor,
        [NotNullWhen(true)] out AlertQuery? query,
        out Dictionary<string, string[]> errors
    )
    {
        errors = [];
        AlertState? wanted = null;
        if (state is { Length: > 0 } && !AlertStates.TryParse(state, out wanted))
            errors["state"] = [$"'{state}' is none of {AlertStates.All}."];
        if (limit is < 1 or > Most)
            errors["limit"] = [$"A page has 1 to {Most} alerts."];
        Guid? before = null;
        if (Guid.TryParseExact(cursor, "N", out var last))
            before = last;
        else if (cursor is { Length: > 0 })
            errors["cursor"] = ["This is no cursor that was answered as 'next'."];
        query = errors.Count == 0 ? new(wanted, limit ?? Usual, before) : null;
        return query is not null;
    }

    /// <summary>Whatever is the newsroom's: all but the house's own probes.</summary>
    public static IQueryable<Alert> Shown(NotifierDbContext db) =>
        db.Alerts.AsNoTracking().Where(a => a.Key == null || !EF.Functions.Like(a.Key, AlertKeys.Probes));

    /// <summary>The alerts, and the cursor of the page after or null.</summary>
    public async Task<(List<Alert> Alerts, string? Next)> RunAsync(NotifierDbContext db, CancellationToken ct)
    {
        var alerts = Shown(db);
        if (State is { } state)
            alerts = alerts.Where(a => a.State == state);
        if (Before is { } before)
            alerts = alerts.Where(a => a.Id < before);
        var found = await alerts.OrderByDescending(a => a.Id).Take(Limit + 1).ToListAsync(ct);
        var items = found.Take(Limit).ToList();
        return (items, found.Count > Limit ? items[^1].Id.ToString("N") : null);
    }
}
