using System.Buffers;

namespace Syndication.Hosting.Bodies;

/// <summary>Reads bodies that strangers send, compressed or not, and stops where it is enough.</summary>
public static class BodyReader
{
    private const int Step = 64 << 10;

    /// <summary>Reads a body, undoing <c>gzip</c>, <c>br</c> and <c>deflate</c> on the way.</summary>
    /// <param name="body">Stays open; read no further than is needed to know that it is too long.</param>
    /// <param name="contentEncoding">The header's value, or null.</param>
    /// <param name="mostBytes">As sent and as undone: neither may be longer.</param>
    /// <param name="length">The header's value, or null; what is believed of it is only how much room to make.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="IOException">Only what <paramref name="body"/> itself throws.</exception>
    public static async Task<BodyReading> ReadAsync(
        Stream body,
        string? contentEncoding,
        int mostBytes,
        long? length,
        CancellationToken ct
    )
    {
        if (!ContentCodings.TryParse(contentEncoding, out var codings, out var unknown))
            return new BodyReading.UnknownCoding(unknown);
        var opened = new Stack<Stream>();
        opened.Push(new LimitedStream(body, mostBytes));
        // Growing by doubling takes three times the room of a long body.
        using var bytes = new MemoryStream(codings.Length == 0 ? Room(length, mostBytes) : 0);
        try
        {
            foreach (var coding in codings.Reverse())
                opened.Push(await ContentCodings.UndoAsync(coding, opened.Peek(), ct));
            return await CopyAsync(opened.Peek(), bytes, mostBytes, ct)
                ? new BodyReading.Whole(Written(bytes))
                : new BodyReading.TooLong(Written(bytes)[..mostBytes]);
        }
        catch (LimitedStream.TooLongException)
        {
            return new BodyReading.TooLong(Written(bytes));
        }
        // The one is how gzip and deflate say it, the other how Brotli does.
        catch (Exception fault)
            when (fault is InvalidDataException or InvalidOperationException && codings.Length > 0)
        {
            return new BodyReading.Broken(string.Join(", ", codings));
        }
        finally
        {
            while (opened.TryPop(out var stream))
                await stream.DisposeAsync();
        }
    }

    private static int Room(long? length, int most) => (int)Math.Clamp(length ?? 0, 0, most);

    private static async Task<bool> CopyAsync(Stream from, MemoryStream to, int most, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Step);
        try
        {
            while (await from.ReadAsync(buffer, ct) is > 0 and var read)
            {
                to.Write(buffer, 0, read);
                if (to.Length > most)
                    return false;
            }
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ReadOnlyMemory<byte> Written(MemoryStream bytes) =>
        bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
}
