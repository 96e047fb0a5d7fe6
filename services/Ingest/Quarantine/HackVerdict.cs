namespace Syndication.Ingest.Quarantine;

/// <summary>What is made of a batch.</summary>
/// <param name="Holds">For each article why it must wait; null where it need not.</param>
/// <param name="Suspects">Articles to be remembered for a day.</param>
/// <param name="FreezeReason">Why the source must be frozen; null where it need not.</param>
internal sealed record HackVerdict(
    IReadOnlyList<string?> Holds,
    IReadOnlyList<string> Suspects,
    string? FreezeReason
);
