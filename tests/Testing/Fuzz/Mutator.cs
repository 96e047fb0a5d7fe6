using System.Text;

namespace Syndication.Testing.Fuzz;

/// <summary>Spoils documents, the same way for the same random numbers.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> documents)
{
    private const int MostSteps = 6;

    /// <summary>Bytes; long enough for nesting and repetition to tell, short enough for thousands of cases.</summary>
    private const int Longest = 256 * 1024;

    private static readonly Encoding[] Charsets =
    [
        Encoding.Unicode,
        Encoding.BigEndianUnicode,
        Encoding.UTF32,
        Encoding.Latin1,
    ];

    public byte[] Next()
    {
        var document = documents[random.Next(documents.Count)];
        for (var step = random.Next(1, MostSteps + 1); step > 0; step--)
        {
            document = Step(document);
            document = document.Length > Longest ? document[..Longest] : document;
        }

        return document;
    }

    private byte[] Step(byte[] document) =>
        random.Next(12) switch
        {
            0 => Changed(document, at => (byte)(document[at] ^ (1 << random.Next(8)))),
            1 => Changed(document, _ => (byte)random.Next(256)),
            2 => Without(document),
            3 => Inserted(document, Cut(document)),
            4 => Inserted(document, Cut(documents[random.Next(documents.Count)])),
            5 => Repeated(document),
            6 => document[..random.Next(document.Length + 1)],
            7 => Nested(document),
            8 when random.Next(4) == 0 => Charsets[random.Next(Charsets.Length)]
                .GetBytes(Encoding.UTF8.GetString(document)),
            _ => Inserted(document, HostilePieces.All[random.Next(HostilePieces.All.Length)]),
        };

    private byte[] Changed(byte[] document, Func<int, byte> change)
    {
        var changed = (byte[])document.Clone();
        for (var i = random.Next(1, 5); i > 0 && changed.Length > 0; i--)
        {
            var at = random.Next(changed.Length);
            changed[at] = change(at);
        }

        return changed;
    }

    private byte[] Cut(byte[] document)
    {
        var start = random.Next(document.Length + 1);
        return document[start..(start + Short(document.Length - start))];
    }

    private byte[] Without(byte[] document)
    {
        var start = random.Next(document.Length + 1);
        return [.. document[..start], .. document[(start + Short(document.Length - start))..]];
    }

    private byte[] Inserted(byte[] document, byte[] piece)
    {
        var at = random.Next(document.Length + 1);
        return [.. document[..at], .. piece, .. document[at..]];
    }

    private byte[] Repeated(byte[] document)
    {
        var piece =
            random.Next(2) == 0 ? Cut(document) : HostilePieces.All[random.Next(HostilePieces.All.Length)];
        return Inserted(document, Times(piece, random.Next(2, 2_000)));
    }

    private byte[] Nested(byte[] document)
    {
        var isMarkup = document.AsSpan().Contains((byte)'<');
        var depth = random.Next(1, 2_000);
        var at = random.Next(document.Length + 1);
        return
        [
            .. document[..at],
            .. Times(isMarkup ? "<div>"u8.ToArray() : "{\"a\":["u8.ToArray(), depth),
            .. document[at..],
        ];
    }

    private static byte[] Times(byte[] piece, int count)
    {
        var times = Math.Min(count, Longest / Math.Max(1, piece.Length));
        var all = new byte[piece.Length * times];
        for (var i = 0; i < times; i++)
        {
            piece.CopyTo(all, i * piece.Length);
        }

        return all;
    }

    // Mostly a few bytes, sometimes a lot.
    private int Short(int limit) => random.Next(Math.Min(limit, random.Next(4) == 0 ? limit : 64) + 1);
}
