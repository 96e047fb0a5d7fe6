using System.Collections.Frozen;

namespace Syndication.Notifier.WebPush;

/// <summary>From which side a language is written.</summary>
internal static class WritingDirection
{
    private static readonly FrozenSet<string> Scripts = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Adlm",
        "Arab",
        "Aran",
        "Hebr",
        "Mand",
        "Nkoo",
        "Rohg",
        "Samr",
        "Syrc",
        "Thaa"
    );

    // Where no script is told, these are written from the right (CLDR, likely subtags).
    private static readonly FrozenSet<string> Languages = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "ar",
        "arc",
        "arz",
        "azb",
        "bal",
        "ckb",
        "dv",
        "fa",
        "glk",
        "he",
        "iw",
        "ji",
        "ks",
        "lrc",
        "mzn",
        "nqo",
        "pnb",
        "ps",
        "rhg",
        "sd",
        "skr",
        "syr",
        "ug",
        "ur",
        "yi"
    );

    /// <summary><c>rtl</c> or <c>ltr</c>.</summary>
    /// <param name="language">BCP 47.</param>
    public static string Of(string language)
    {
        var parts = language.Split('-');
        // The script follows the language, after at most three more subtags of three letters (RFC 5646 §2.1).
        var script = Array.Find(parts[1..], p => p.Length == 4 && char.IsAsciiLetter(p[0]));
        var fromRight = script is null ? Languages.Contains(parts[0]) : Scripts.Contains(script);
        return fromRight ? "rtl" : "ltr";
    }
}
