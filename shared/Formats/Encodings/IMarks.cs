using System.Runtime.Intrinsics;

namespace Syndication.Formats.Encodings;

/// <summary>The characters that a place in a document cannot hold as they are.</summary>
internal interface IMarks
{
    /// <summary>All bits set where a character is one.</summary>
    static abstract Vector128<ushort> In(Vector128<ushort> chars);

    /// <summary>Whether this character is one.</summary>
    static abstract bool Has(char c);

    /// <summary>What is written instead, with what follows in view; nothing for what is dropped.</summary>
    static abstract ReadOnlySpan<byte> Instead(char c, ReadOnlySpan<char> after);
}
