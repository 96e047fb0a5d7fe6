namespace Syndication.Ingest.WebSub;

/// <summary>A link of a <c>Link</c> header; <paramref name="Target"/> as it stands there, relative or not.</summary>
internal sealed record HeaderLink(string Target, IReadOnlyList<string> Relations);
