namespace Syndication.Ingest.Timeline;

/// <summary>A line of an article's timeline, as it is answered.</summary>
/// <param name="At">When it happened, by the clock of whoever says so.</param>
/// <param name="Step">What happened.</param>
/// <param name="By">Who says so.</param>
/// <param name="Revision">The revision it happened to.</param>
/// <param name="Detail">Of what, how, or why.</param>
internal sealed record TimelineStep(DateTimeOffset At, string Step, string By, int Revision, string? Detail);
