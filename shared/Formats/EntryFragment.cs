using System.Runtime.InteropServices;

namespace Syndication.Formats;

/// <summary>
/// An entry as it stands in a document of one format: made once, kept, and copied into every feed that bears it.
/// </summary>
public sealed class EntryFragment
{
    private readonly ArraySegment<byte> _array;
    private readonly bool _isArray;

    /// <param name="format">What it is written in.</param>
    /// <param name="id">By which a feed knows a second one; not empty.</param>
    /// <param name="updated">The entry's last instant.</param>
    /// <param name="bytes">UTF-8, as <see cref="FeedWriter.Fragment"/> made them, kept anywhere since.</param>
    public EntryFragment(FeedFormat format, string id, DateTimeOffset? updated, ReadOnlyMemory<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentException.ThrowIfNullOrEmpty(id);
        Format = format;
        Id = id;
        Updated = updated;
        Bytes = bytes;
        IdHash = id.GetHashCode(StringComparison.Ordinal);
        _isArray = MemoryMarshal.TryGetArray(bytes, out _array);
    }

    public FeedFormat Format { get; }

    /// <summary>The entry's id as the document shows it.</summary>
    public string Id { get; }

    /// <summary>The entry's last change or else its publication; a feed that tells no instant takes the newest.</summary>
    public DateTimeOffset? Updated { get; }

    /// <summary>UTF-8, without what stands between entries.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    internal int IdHash { get; }

    /// <summary>The bytes, sooner than <see cref="Bytes"/> gives them: that asks each time what kind of memory it is.</summary>
    internal ReadOnlySpan<byte> Span => _isArray ? _array : Bytes.Span;
}
