namespace Syndication.Hosting.Bodies;

/// <summary>Gives out at most <paramref name="most"/> bytes of another stream, which stays the caller's, then throws.</summary>
internal sealed class LimitedStream(Stream inner, long most) : Stream
{
    private long _left = most;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="TooLongException">There is more than was allowed.</exception>
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        if (_left == 0 && !buffer.IsEmpty)
            return await inner.ReadAsync(buffer[..1], cancellationToken) == 0
                ? 0
                : throw new TooLongException();
        // What was allowed is given out before there is a complaint: the beginning may be all that is wanted.
        var asked = (int)Math.Min(buffer.Length, _left);
        var read = await inner.ReadAsync(buffer[..asked], cancellationToken);
        _left -= read;
        return read;
    }

    public override Task<int> ReadAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // What comes from a network is awaited.
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    internal sealed class TooLongException : IOException;
}
