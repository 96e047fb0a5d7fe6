using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Syndication.Formats.Encodings;

/// <summary>
/// UTF-16 to UTF-8, eight characters at a step, in the same pass that looks for what must be written otherwise.
/// Bengali takes three bytes a letter with blanks between, where the runtime's own encoder goes letter by letter.
/// </summary>
internal static class Utf8Packer
{
    /// <summary>Characters of a step.</summary>
    public const int Step = 8;

    /// <summary>Bytes that a step may touch, though it takes fewer.</summary>
    public const int Room = 32;

    // For each of four characters, whether it is longer than one byte (low bits) and than two (high bits): where
    // its bytes lie in four lanes of four.
    private static readonly byte[] Places = AllPlaces();

    /// <summary>
    /// Packs from the start of <paramref name="text"/> up to a mark, a surrogate, U+FFFE or U+FFFF, to less than a
    /// step before its end, or to less than <see cref="Room"/> bytes before the destination's.
    /// </summary>
    /// <returns>The characters taken; <paramref name="written"/> in bytes.</returns>
    public static int Pack<TMarks>(ReadOnlySpan<char> text, Span<byte> destination, out int written)
        where TMarks : struct, IMarks
    {
        written = 0;
        if (!Vector128.IsHardwareAccelerated || !BitConverter.IsLittleEndian)
        {
            return 0;
        }

        ref var source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        ref var target = ref MemoryMarshal.GetReference(destination);
        var read = 0;
        while (text.Length - read >= Step && destination.Length - written >= Room)
        {
            var chars = Vector128.LoadUnsafe(ref source, (nuint)read);
            ref var here = ref Unsafe.Add(ref target, written);
            var stops = (TMarks.In(chars) | Unwanted(chars)).ExtractMostSignificantBits();
            var taken = stops == 0 ? Step : BitOperations.TrailingZeroCount(stops);
            written += Pack(chars, ref here, taken);
            read += taken;
            if (taken < Step)
            {
                break;
            }
        }

        return read;
    }

    // All eight are written; the answer is how many bytes the first ones take.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Pack(Vector128<ushort> chars, ref byte target, int taken)
    {
        var single = Vector128.Equals(chars & Vector128.Create((ushort)0xFF80), Vector128<ushort>.Zero);
        if (single == Vector128<ushort>.AllBitsSet)
        {
            Vector64.StoreUnsafe(Vector128.Narrow(chars, chars).GetLower(), ref target);
            return taken;
        }

        var atMostTwo = Vector128.Equals(chars & Vector128.Create((ushort)0xF800), Vector128<ushort>.Zero);
        var tail = (chars & Vector128.Create((ushort)0x3F)) | Vector128.Create((ushort)0x80);
        var two = (chars >>> 6) | (tail << 8) | Vector128.Create((ushort)0xC0);
        var three =
            (chars >>> 12)
            | ((chars << 2) & Vector128.Create((ushort)0x3F00))
            | Vector128.Create((ushort)0x80E0);
        var first = Vector128.ConditionalSelect(
            single,
            chars,
            Vector128.ConditionalSelect(atMostTwo, two, three)
        );
        var longer = (byte)~single.ExtractMostSignificantBits();
        var longest = (byte)~atMostTwo.ExtractMostSignificantBits();
        var low = (longer & 0xF) | ((longest & 0xF) << 4);
        var high = (longer >> 4) | (longest & 0xF0);
        Store(Vector128.WidenLower(first) | (Vector128.WidenLower(tail) << 16), low, ref target);
        Store(
            Vector128.WidenUpper(first) | (Vector128.WidenUpper(tail) << 16),
            high,
            ref Unsafe.Add(ref target, 4 + BitOperations.PopCount((uint)low))
        );
        var counted = (1u << taken) - 1;
        return taken + BitOperations.PopCount(longer & counted) + BitOperations.PopCount(longest & counted);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<uint> lanes, int places, ref byte target) =>
        Vector128
            .ShuffleNative(
                lanes.AsByte(),
                Vector128.LoadUnsafe(
                    ref MemoryMarshal.GetArrayDataReference(Places),
                    (nuint)(places * Vector128<byte>.Count)
                )
            )
            .StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Unwanted(Vector128<ushort> chars) =>
        Vector128.Equals(chars & Vector128.Create((ushort)0xF800), Vector128.Create((ushort)0xD800))
        | Vector128.Equals(chars | Vector128<ushort>.One, Vector128<ushort>.AllBitsSet);

    private static byte[] AllPlaces()
    {
        var all = new byte[256 * Vector128<byte>.Count];
        for (var places = 0; places < 256; places++)
        {
            var at = places * Vector128<byte>.Count;
            for (var lane = 0; lane < 4; lane++)
            {
                var length = 1 + ((places >> lane) & 1) + ((places >> (lane + 4)) & 1);
                for (var i = 0; i < length; i++)
                {
                    all[at++] = (byte)((lane * 4) + i);
                }
            }
        }

        return all;
    }
}
