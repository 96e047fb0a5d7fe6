using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
        var used = 0;
        if (!Vector128.IsHardwareAccelerated || !BitConverter.IsLittleEndian)
        {
            return 0;
        }

        ref var source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        ref var target = ref MemoryMarshal.GetReference(destination);
        var read = 0;
        while (text.Length - read >= Step && destination.Length - used >= Room)
        {
            var chars = Vector128.LoadUnsafe(ref source, (nuint)read);
            var stops = TMarks.In(chars) | Unwanted(chars);
            if (stops != Vector128<ushort>.Zero)
            {
                var taken = BitOperations.TrailingZeroCount(stops.ExtractMostSignificantBits());
                _ = Pack(chars, ref Unsafe.Add(ref target, used));
                used += LengthOf(text.Slice(read, taken));
                read += taken;
                break;
            }

            used += Pack(chars, ref Unsafe.Add(ref target, used));
            read += Step;
        }

        written = used;
        return read;
    }

    // The bytes that eight characters take.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Pack(Vector128<ushort> chars, ref byte target)
    {
        var single = Vector128.Equals(chars & Vector128.Create((ushort)0xFF80), Vector128<ushort>.Zero);
        if (single == Vector128<ushort>.AllBitsSet)
        {
            Vector128.NarrowWithSaturation(chars, chars).StoreUnsafe(ref target);
            return Step;
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
        // Eight bits for what is longer than a byte, eight for what is longer than two.
        var longer = ~Vector128
            .NarrowWithSaturation(single.AsInt16(), atMostTwo.AsInt16())
            .ExtractMostSignificantBits();
        var low = (longer & 0xF) | ((longer >> 4) & 0xF0);
        var high = ((longer >> 4) & 0xF) | ((longer >> 8) & 0xF0);
        var lowLength = 4 + BitOperations.PopCount(low);
        Store(Lower(first, tail), low, ref target);
        Store(Upper(first, tail), high, ref Unsafe.Add(ref target, lowLength));
        return lowLength + 4 + BitOperations.PopCount(high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<byte> lanes, uint places, ref byte target) =>
        Vector128
            .ShuffleNative(
                lanes,
                Vector128.LoadUnsafe(
                    ref MemoryMarshal.GetArrayDataReference(Places),
                    places * (nuint)Vector128<byte>.Count
                )
            )
            .StoreUnsafe(ref target);

    // Four characters, the first two bytes of each beside its last.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Lower(Vector128<ushort> first, Vector128<ushort> tail) =>
        Sse2.IsSupported
            ? Sse2.UnpackLow(first, tail).AsByte()
            : (Vector128.WidenLower(first) | (Vector128.WidenLower(tail) << 16)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Upper(Vector128<ushort> first, Vector128<ushort> tail) =>
        Sse2.IsSupported
            ? Sse2.UnpackHigh(first, tail).AsByte()
            : (Vector128.WidenUpper(first) | (Vector128.WidenUpper(tail) << 16)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Unwanted(Vector128<ushort> chars) =>
        Vector128.Equals(chars & Vector128.Create((ushort)0xF800), Vector128.Create((ushort)0xD800))
        | Vector128.Equals(chars | Vector128<ushort>.One, Vector128<ushort>.AllBitsSet);

    private static int LengthOf(ReadOnlySpan<char> few)
    {
        var length = few.Length;
        foreach (var c in few)
        {
            length += (c > 0x7F ? 1 : 0) + (c > 0x7FF ? 1 : 0);
        }

        return length;
    }

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
