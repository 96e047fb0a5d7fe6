namespace Syndication.Ingest.Quarantine;

/// <summary>Something that an article bears: what it is kept as, and what the newsroom would call it.</summary>
internal readonly record struct Trait(string Key, string Name);
