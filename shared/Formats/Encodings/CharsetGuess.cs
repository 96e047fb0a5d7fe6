using System.Text;

namespace Syndication.Formats.Encodings;

/// <summary>
/// What charset a text without label, that is no UTF-8, most likely has: East Asian ones by how bytes pair, the
/// others by how often their letters come.
/// </summary>
internal static class CharsetGuess
{
    private const int Sample = 64 * 1024;

    // So many of a thousand characters are kana in any Japanese text, and none in a Chinese one.
    private const int KanaPerThousand = 100;

    // Each script's letters, the most frequent first.
    private static readonly (string Charset, string Letters)[] Alphabets =
    [
        ("windows-1251", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъіїєґ"),
        ("koi8-r", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъ"),
        ("iso-8859-5", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъіїє"),
        ("windows-1255", "יוהלאתרבשמנםחעדקפכןסטגזצץףך"),
        ("windows-1253", "αοιετσνηρκπυμλςωγδχθάίόέβφήύζξώψ"),
        ("windows-1256", "اليمونرتبعدسفهكقحةجأصشطىخإءذضزثغئظآؤ"),
        ("windows-874", "านรกอเงมยลวด่้ทสตะปบคัหิแจพชีขใไุโผู็์ืณธศถำซภญฟฐ"),
    ];

    /// <summary>The charset and its name; windows-1252 where nothing else fits better.</summary>
    public static (Encoding, string) Of(ReadOnlySpan<byte> document)
    {
        var sample = document[..Math.Min(document.Length, Sample)];
        return Paired(sample) is { } name && Charset.Find(name) is { } paired ? (paired, name)
            : Spelt(sample) is { } other && Charset.Find(other) is { } spelt
                ? (spelt, other == "windows-874" ? "tis-620" : other)
            : (Charset.Windows1252, "windows-1252");
    }

    private static string? Paired(ReadOnlySpan<byte> sample)
    {
        var euc = Pairs.Of(sample, lead => lead is >= 0xA1 and <= 0xFE, trail => trail >= 0xA1);
        if (euc is { AreAll: true, Count: > 1 })
        {
            return euc.Share(0xA4, 0xA5) >= KanaPerThousand ? "euc-jp"
                : euc.Share(0xB0, 0xC8) > 900 ? "euc-kr"
                : euc.Share(0xB0, 0xF7) > 600 ? "gb2312"
                : null;
        }

        var japanese = Pairs.Of(
            sample,
            lead => lead is (>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xEF),
            trail => trail is >= 0x40 and not 0x7F and <= 0xFC,
            alone => alone is >= 0xA1 and <= 0xDF
        );
        if (japanese is { AreAll: true, Count: > 1 } && japanese.Share(0x82, 0x83) >= KanaPerThousand)
        {
            return "shift_jis";
        }

        var chinese = Pairs.Of(
            sample,
            lead => lead is >= 0xA1 and <= 0xF9,
            trail => trail is (>= 0x40 and <= 0x7E) or >= 0xA1
        );
        if (chinese is { AreAll: true, Count: > 1 } && chinese.Share(0xA1, 0xC6) > 800)
        {
            return "big5";
        }

        var wide = Pairs.Of(
            sample,
            lead => lead is >= 0x81 and <= 0xFE,
            trail => trail is >= 0x40 and not 0x7F
        );
        return wide is { AreAll: true, Count: > 3, HighTrails: > 800 } && wide.Share(0xB0, 0xF7) > 700
            ? "gb18030"
            : null;
    }

    private static string? Spelt(ReadOnlySpan<byte> sample)
    {
        var high = sample.Length - sample.Count(b => b < 0x80);
        if (high < 4 || Accents(sample) * 2 > high)
        {
            return null; // accents and quotation marks here and there
        }

        var (best, bestScore) = ((string?)null, 0.0);
        foreach (var (name, letters) in Alphabets)
        {
            var score = Score(sample, Charset.Find(name)!, letters, high);
            (best, bestScore) = score > bestScore ? (name, score) : (best, bestScore);
        }

        return best;
    }

    /// <summary>How well letters and their frequency fit; below 0 where the text is of another script.</summary>
    private static double Score(ReadOnlySpan<byte> sample, Encoding charset, string letters, int high)
    {
        char[] text;
        try
        {
            text = new char[charset.GetCharCount(sample)];
            charset.GetChars(sample, text);
        }
        catch (DecoderFallbackException)
        {
            return -1;
        }

        var sum = 0.0;
        foreach (var c in text)
        {
            if (c < 0x80)
            {
                continue;
            }

            var rank = letters.IndexOf(c, StringComparison.Ordinal);
            sum +=
                rank >= 0 ? 1.0 - ((double)rank / letters.Length)
                : letters.Contains(char.ToLowerInvariant(c), StringComparison.Ordinal) ? 0.1
                : -1.0;
        }

        return sum / high - 0.3;
    }

    /// <summary>Bytes above ASCII with one of its letters beside them, as no word of another script has them.</summary>
    private static int Accents(ReadOnlySpan<byte> sample)
    {
        var count = 0;
        for (var i = 0; i < sample.Length; i++)
        {
            var isBeside =
                i > 0 && char.IsAsciiLetter((char)sample[i - 1])
                || i + 1 < sample.Length && char.IsAsciiLetter((char)sample[i + 1]);
            count += sample[i] >= 0x80 && isBeside ? 1 : 0;
        }

        return count;
    }

    private static int Count(this ReadOnlySpan<byte> bytes, Predicate<byte> which)
    {
        var count = 0;
        foreach (var b in bytes)
        {
            count += which(b) ? 1 : 0;
        }

        return count;
    }

    /// <summary>How the bytes above ASCII pair.</summary>
    private sealed class Pairs
    {
        private readonly int[] _leads = new int[256];
        private int _highTrails;

        /// <summary>Whether every byte above ASCII is half of a pair.</summary>
        public bool AreAll { get; private set; } = true;

        public int Count { get; private set; }

        /// <summary>Of a thousand pairs, those whose second byte is above ASCII too, unlike after an accent.</summary>
        public int HighTrails => Count == 0 ? 0 : (int)(_highTrails * 1000L / Count);

        /// <summary>Of a thousand pairs, those whose first byte lies between the two.</summary>
        public int Share(int from, int to) =>
            Count == 0 ? 0 : (int)(_leads.AsSpan(from, to - from + 1).ToArray().Sum() * 1000L / Count);

        public static Pairs Of(
            ReadOnlySpan<byte> text,
            Predicate<byte> isLead,
            Predicate<byte> isTrail,
            Predicate<byte>? isAlone = null
        )
        {
            var pairs = new Pairs();
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] < 0x80 || isAlone?.Invoke(text[i]) == true)
                {
                    continue;
                }

                if (i + 1 == text.Length)
                {
                    break; // cut by the sample's end
                }

                if (!isLead(text[i]) || !isTrail(text[i + 1]))
                {
                    pairs.AreAll = false;
                    return pairs;
                }

                pairs._leads[text[i]]++;
                pairs._highTrails += text[i + 1] >= 0xA1 ? 1 : 0;
                pairs.Count++;
                i++;
            }

            return pairs;
        }
    }
}
