using Syndication.Ingest.Store;
using Syndication.Ingest.WebSub;

namespace Syndication.Ingest.Sources;

/// <summary>What a newsroom's wish makes of a row.</summary>
internal static class SourceChanges
{
    public static SourceRow Row(SourceDraft draft, DateTimeOffset now)
    {
        var enabled = draft.Enabled ?? true;
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Kind = draft.Kind ?? SourceKind.Feed,
            Url = draft.Url!,
            Name = draft.Name ?? new Uri(draft.Url!).Host,
            CategoryMap = draft.CategoryMap ?? [],
            DefaultCategories = draft.DefaultCategories ?? [],
            PollInterval = draft.PollInterval,
            Enabled = enabled,
            CreatedAt = now,
            NextPollAt = enabled ? now : null,
        };
    }

    public static void Apply(SourceRow row, SourceDraft draft, DateTimeOffset now)
    {
        var elsewhere =
            (draft.Url is { } url && url != row.Url) || (draft.Kind is { } kind && kind != row.Kind);
        // What was read before is to be read with other eyes.
        if (elsewhere || draft.CategoryMap is not null || draft.DefaultCategories is not null)
            (row.ETag, row.LastModified, row.BodyHash) = (null, null, null);
        if (elsewhere)
            (row.Rhythm, row.Watermark, row.FailuresInARow) = (null, null, 0);
        row.Url = draft.Url ?? row.Url;
        row.Kind = draft.Kind ?? row.Kind;
        row.Name = draft.Name ?? row.Name;
        row.CategoryMap = draft.CategoryMap ?? row.CategoryMap;
        row.DefaultCategories = draft.DefaultCategories ?? row.DefaultCategories;
        if (draft.NamesInterval)
            row.PollInterval = draft.PollInterval;
        var wasEnabled = row.Enabled;
        row.Enabled = draft.Enabled ?? row.Enabled;
        // What the next poll finds tells anew which hub there is, so it must not hear that nothing has changed.
        if ((elsewhere || !row.Enabled) && row.Hub is not null)
        {
            HubChanges.Forget(row);
            (row.ETag, row.LastModified, row.BodyHash) = (null, null, null);
        }
        if (!row.Enabled)
            row.NextPollAt = null;
        else if (!wasEnabled || elsewhere)
            (row.NextPollAt, row.LastError) = (now, null);
        else if (row.PollInterval is { } interval && row.NextPollAt > now + interval)
            row.NextPollAt = now + interval;
    }
}
