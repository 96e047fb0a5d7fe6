using System.Buffers;

namespace Syndication.Feeds.Documents;

/// <summary>Room to write a document in, used again by the same thread: documents are so long that each would cost a sweep.</summary>
internal static class Scratch
{
    private const int Longest = 1 << 20;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _kept;

    /// <summary>What was written; nothing of it is kept elsewhere.</summary>
    public static byte[] Write(Action<ArrayBufferWriter<byte>> write)
    {
        var room = _kept ?? new();
        _kept = null;
        room.ResetWrittenCount();
        write(room);
        if (room.Capacity <= Longest)
            _kept = room;
        return room.WrittenSpan.ToArray();
    }
}
