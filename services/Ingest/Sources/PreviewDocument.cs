namespace Syndication.Ingest.Sources;

/// <summary>A document to be previewed: its bytes without content coding, and what is known besides them.</summary>
internal sealed record PreviewDocument(ReadOnlyMemory<byte> Bytes, string? ContentType, Uri? Address)
{
    public const int MostBytes = 16 << 20;
}
