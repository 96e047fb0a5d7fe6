using System.Collections.Frozen;

namespace Syndication.Formats.Dates;

/// <summary>The words of dates, without accents.</summary>
internal static class FeedDateWords
{
    /// <summary>March in English, Tuesday in French, Spanish and Italian: the other month in the text decides.</summary>
    public const string MarchOrTuesday = "mar";

    private static readonly FrozenDictionary<string, int> Months = Numbered(
        "jan january janv janvier januar janner ene enero gen gennaio janeiro januari ιαν ιανουαριου ιανουαριοσ",
        "feb february fev fevr fevrier februar febrero febbraio fevereiro februari φεβ φεβρουαριου φεβρουαριοσ",
        "mar march mars marz marzo marco mrt maart marcius marc μαρ μαω μαρτιου μαρτιοσ",
        "apr april avr avril abr abril aprile aprilis απρ απριλιου απριλιοσ",
        "may mai mayo mag maggio maio mei maj majus maujus μαι μαιου μαιοσ",
        "jun june juin juni junio giu giugno junho junius ιουν ιον ιουνιου ιουνιοσ",
        "jul july juil juillet juli julio lug luglio julho julius ιουλ ιολ ιουλιου ιουλιοσ",
        "aug august aout ago agosto augustus augusztus αυγ αυγουστου αυγουστοσ",
        "sep sept september septembre septiembre set settembre setembro szept szeptember σεπ σεπτ σεπτεμβριου σεπτεμβριοσ",
        "oct october octobre okt oktober octubre ott ottobre out outubro οκτ οκτωβριου οκτωβριοσ",
        "nov november novembre noviembre novembro νοε νοεμ νοεμβριου νοεμβριοσ",
        "dec december decembre dez dezember dic diciembre dicembre dezembro δεκ δεκεμβριου δεκεμβριοσ"
    );

    private static readonly FrozenSet<string> Weekdays = Set(
        "mon monday tue tues tuesday wed weds wednesday thu thur thurs thursday fri friday sat saturday sun sunday "
            + "lun lundi mardi mer mercredi jeu jeudi ven vendredi sam samedi dim dimanche "
            + "mo montag di dienstag mi mittwoch do donnerstag fr freitag sa samstag sonnabend so sonntag "
            + "lunes martes mie miercoles jue jueves vie viernes sab sabado dom domingo "
            + "lunedi martedi mercoledi gio giovedi venerdi sabato domenica seg ter qua qui sex segunda terca quarta "
            + "quinta sexta feira ma maandag dinsdag wo woensdag donderdag vr vrijdag za zaterdag zo zondag "
            + "hetfo kedd szerda csutortok pentek szombat vasarnap "
            + "δευ δευτερα τρι τριτη τετ τεταρτη πεμ πεμπτη παρ παρασκευη σαβ σαββατο κυρ κυριακη "
            + "월 화 수 목 금 토 일 월요일 화요일 수요일 목요일 금요일 토요일 일요일"
    );

    private static readonly FrozenSet<string> Ordinals = Set("st nd rd th er");
    private static readonly FrozenSet<string> Idle = Set("of on at de del den der le el the um");

    /// <summary>Minutes before UTC: RFC 822 §5's, and what means one zone only.</summary>
    private static readonly FrozenDictionary<string, int> Zones = Offsets(
        "ut 0 utc 0 gmt 0 uct 0 wet 0 est -300 edt -240 cst -360 cdt -300 mst -420 mdt -360 pst -480 pdt -420 "
            + "ast -240 adt -180 akst -540 akdt -480 hst -600 nst -210 ndt -150 brt -180 west 60 cet 60 met 60 mez 60 "
            + "cest 120 mest 120 mesz 120 eet 120 eest 180 msk 180 sast 120 eat 180 pkt 300 npt 345 bdt 360 wib 420 "
            + "hkt 480 sgt 480 awst 480 kst 540 jst 540 acst 570 aest 600 aedt 660 nzst 720 nzdt 780"
    );

    // Short for a pair of zones, and so no daylight saving; behind a clock only: "at" is a word as well.
    private static readonly FrozenDictionary<string, int> Clocks = Offsets(
        "at -240 et -300 ct -360 mt -420 pt -480"
    );

    public static int? Month(string word) => Months.TryGetValue(word, out var month) ? month : null;

    public static bool IsWeekday(string word) => Weekdays.Contains(word);

    public static bool IsOrdinal(string word) => Ordinals.Contains(word);

    public static bool MeansNothing(string word) => Idle.Contains(word);

    /// <summary>Whether the word says that it is afternoon; null for all other words.</summary>
    public static bool? Afternoon(string word) =>
        IsKoreanMorning(word) || word is "am" or "πμ" ? false
        : IsKoreanAfternoon(word) || word is "pm" or "μμ" ? true
        : null;

    public static bool IsKorean(string word) => IsKoreanMorning(word) || IsKoreanAfternoon(word);

    /// <summary>Minutes before UTC.</summary>
    public static int? Zone(string word, bool afterClock)
    {
        if (Zones.TryGetValue(word, out var minutes) || (afterClock && Clocks.TryGetValue(word, out minutes)))
            return minutes;
        // RFC 822 §5.1, of which RSS makes its dates: A is -1, N is +1; J is no zone.
        return word is [var letter and not 'j'] && char.IsAsciiLetterLower(letter)
            ? Military(letter) * 60
            : null;
    }

    private static int Military(char letter) =>
        letter switch
        {
            'z' => 0,
            >= 'n' => letter - 'n' + 1,
            > 'j' => 'a' - letter,
            _ => 'a' - letter - 1,
        };

    private static bool IsKoreanMorning(string word) => word == KoreanMorning;

    private static bool IsKoreanAfternoon(string word) => word == KoreanAfternoon;

    private static readonly string KoreanMorning = FeedDateText.Fold("오전")!;
    private static readonly string KoreanAfternoon = FeedDateText.Fold("오후")!;

    private static FrozenDictionary<string, int> Numbered(params string[] spellings) =>
        spellings
            .SelectMany((words, i) => words.Split(' ').Select(word => (word, number: i + 1)))
            .ToFrozenDictionary(e => FeedDateText.Fold(e.word)!, e => e.number, StringComparer.Ordinal);

    private static FrozenDictionary<string, int> Offsets(string pairs) =>
        pairs
            .Split(' ')
            .Chunk(2)
            .ToFrozenDictionary(
                pair => pair[0],
                pair => int.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture),
                StringComparer.Ordinal
            );

    private static FrozenSet<string> Set(string words) =>
        words.Split(' ').Select(word => FeedDateText.Fold(word)!).ToFrozenSet(StringComparer.Ordinal);
}
