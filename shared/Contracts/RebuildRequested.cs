namespace Syndication.Contracts;

/// <summary>A projection was lost or never made: tell everything current again.</summary>
public sealed record RebuildRequested(Guid RebuildId);
