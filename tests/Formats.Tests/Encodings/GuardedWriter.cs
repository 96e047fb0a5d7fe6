using System.Buffers;

namespace Syndication.Formats.Tests.Encodings;

/// <summary>Gives not a byte more than it is asked for, and knows when one beyond was touched.</summary>
internal sealed class GuardedWriter : IBufferWriter<byte>
{
    private const int Guards = 64;
    private const byte Guard = 0xA5;

    private readonly List<byte> _written = [];
    private byte[] _piece = [];

    public ReadOnlySpan<byte> Written => _written.ToArray();

    public void Advance(int count)
    {
        Assert.InRange(count, 0, _piece.Length - Guards);
        Assert.Equal(-1, _piece.AsSpan()[^Guards..].IndexOfAnyExcept(Guard));
        _written.AddRange(_piece.AsSpan(0, count));
        _piece = [];
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        _piece = new byte[Math.Max(1, sizeHint) + Guards];
        _piece.AsSpan()[^Guards..].Fill(Guard);
        return _piece.AsMemory()[..^Guards];
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
