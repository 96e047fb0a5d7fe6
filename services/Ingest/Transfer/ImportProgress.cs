namespace Syndication.Ingest.Transfer;

/// <summary>How far an import has come. What it counts as created, updated or unchanged is on disk.</summary>
/// <param name="Total">Items of the file.</param>
/// <param name="Read">Of these, those that are done.</param>
/// <param name="Created">New articles, those in quarantine included.</param>
/// <param name="Updated">Known articles that say something else now.</param>
/// <param name="Unchanged">Known articles that do not.</param>
/// <param name="Skipped">Pages, attachments, drafts, and posts behind a password.</param>
/// <param name="Refused">Posts that could not be taken; each has had its own line.</param>
/// <param name="Line">Of the file, from 1.</param>
internal sealed record ImportProgress(
    int Total,
    int Read,
    int Created,
    int Updated,
    int Unchanged,
    int Skipped,
    int Refused,
    int Line
)
{
    /// <summary>Nothing is done yet.</summary>
    public static ImportProgress Of(int total) => new(total, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Set in the last line alone: the whole file was read.</summary>
    public bool? Done { get; init; }

    /// <summary>Why it ended before; set in the last line alone.</summary>
    public string? Error { get; init; }
}

/// <summary>A post that could not be taken, and why.</summary>
internal sealed record RefusedItem(int Line, string? Guid, string? Url, string Refusal);
