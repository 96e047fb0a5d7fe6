namespace Syndication.Ingest.Articles;

/// <summary>One line of an NDJSON body; its number counts from 1, empty lines included.</summary>
internal sealed record NdjsonLine(int Number, ReadOnlyMemory<byte> Bytes, bool TooLong);
