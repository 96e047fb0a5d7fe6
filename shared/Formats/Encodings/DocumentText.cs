using System.Buffers;

namespace Syndication.Formats.Encodings;

/// <summary>A document's characters, in a buffer that is given back when it is disposed.</summary>
internal sealed class DocumentText(char[] buffer, int length, string encoding, string? complaint)
    : IDisposable
{
    /// <summary>Characters of one text, tag or comment: 4 Mi; a picture inlined in an article has fewer.</summary>
    public const int LongestPiece = 4 * 1024 * 1024;

    // The pool gives up to twice what is asked for, and keeps it for every thread that ever asked.
    private const int MostPooled = 1024 * 1024;

    public ReadOnlyMemory<char> Characters => buffer.AsMemory(0, length);

    /// <summary>As IANA registers it, in lower case.</summary>
    public string Encoding { get; } = encoding;

    /// <summary>What was wrong with the charset; null where nothing was.</summary>
    public string? Complaint { get; } = complaint;

    /// <summary>The refusal of one piece that has no end.</summary>
    /// <param name="before">The document up to it.</param>
    public static UnreadableFeedException TooLong(ReadOnlySpan<char> before) =>
        new($"One text or tag has over {LongestPiece} characters.", before.Count('\n') + 1);

    public void Dispose() => Return(buffer);

    public static char[] Rent(int length) =>
        length <= MostPooled
            ? ArrayPool<char>.Shared.Rent(Math.Max(1, length))
            : GC.AllocateUninitializedArray<char>(length);

    public static void Return(char[] buffer)
    {
        if (buffer.Length <= MostPooled)
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }
}
