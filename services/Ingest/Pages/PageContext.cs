namespace Syndication.Ingest.Pages;

/// <summary>What the publication knows beforehand about its pages.</summary>
/// <param name="Zone">For dates that name no zone.</param>
/// <param name="IsCategory">True for the name, alias or slug of a category, allowed or blocked.</param>
public sealed record PageContext(TimeZoneInfo Zone, Func<string, bool> IsCategory);
