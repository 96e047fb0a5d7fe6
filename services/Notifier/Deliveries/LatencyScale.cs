using System.Buffers.Binary;

namespace Syndication.Notifier.Deliveries;

/// <summary>
/// Buckets of times from a millisecond to a day, each a quarter wider than the one before: whatever is read from them is
/// right within an eighth.
/// </summary>
internal static class LatencyScale
{
    public const int Buckets = 84;
    private const double Growth = 1.25;

    public static int BucketOf(TimeSpan time) =>
        time.TotalMilliseconds <= 1
            ? 0
            : Math.Min(Buckets - 1, 1 + (int)(Math.Log(time.TotalMilliseconds) / Math.Log(Growth)));

    /// <summary>Adds to counts as they are stored; what is stored may be empty.</summary>
    public static byte[] Add(ReadOnlySpan<byte> stored, ReadOnlySpan<int> more)
    {
        var sum = new byte[Buckets * sizeof(int)];
        stored[..Math.Min(stored.Length, sum.Length)].CopyTo(sum);
        for (var i = 0; i < Math.Min(Buckets, more.Length); i++)
        {
            var place = sum.AsSpan(i * sizeof(int));
            BinaryPrimitives.WriteInt32LittleEndian(
                place,
                BinaryPrimitives.ReadInt32LittleEndian(place) + more[i]
            );
        }
        return sum;
    }

    /// <summary>The time within which a share (0 to 1) of them lay; null where there are none.</summary>
    public static TimeSpan? At(ReadOnlySpan<byte> stored, double share)
    {
        Span<int> counts = stackalloc int[Buckets];
        var all = 0L;
        for (var i = 0; i < Buckets && (i + 1) * sizeof(int) <= stored.Length; i++)
            all += counts[i] = BinaryPrimitives.ReadInt32LittleEndian(stored[(i * sizeof(int))..]);
        if (all == 0)
            return null;
        var seen = 0L;
        for (var i = 0; i < Buckets; i++)
            if ((seen += counts[i]) >= share * all)
                return TimeSpan.FromMilliseconds(i == 0 ? 1 : Math.Pow(Growth, i - 0.5));
        return TimeSpan.FromMilliseconds(Math.Pow(Growth, Buckets));
    }

    /// <summary>How many of them took no longer, as far as buckets tell.</summary>
    public static long Within(ReadOnlySpan<byte> stored, TimeSpan time)
    {
        var (count, last) = (0L, BucketOf(time));
        for (var i = 0; i <= last && (i + 1) * sizeof(int) <= stored.Length; i++)
            count += BinaryPrimitives.ReadInt32LittleEndian(stored[(i * sizeof(int))..]);
        return count;
    }
}
