namespace Syndication.Ingest.Quarantine;

/// <summary>What the newsroom says when it lets an article out; all of it may be left out.</summary>
/// <param name="Categories">Slugs, names or aliases to file it under.</param>
internal sealed record ReleaseInput(IReadOnlyList<string?>? Categories);

/// <summary>What the newsroom says when it throws an article away.</summary>
/// <param name="Reason">For its own eyes.</param>
internal sealed record DiscardInput(string? Reason);
