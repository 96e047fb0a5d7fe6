using System.Collections.Frozen;

namespace Syndication.Formats.Dates;

/// <summary>The words of dates. Papers spell months in several ways, and none agrees with ICU throughout.</summary>
internal static class BengaliDateWords
{
    private static readonly FrozenDictionary<string, int> Months = Numbered(
        "জানুয়ারি জানুয়ারী জানু january jan",
        "ফেব্রুয়ারি ফেব্রুয়ারী ফেব্রু ফেব february feb",
        "মার্চ march mar",
        "এপ্রিল এপ্রি april apr",
        "মে may",
        "জুন june jun",
        "জুলাই জুল july jul",
        "আগস্ট আগষ্ট অগাস্ট অগাষ্ট অগস্ট আগ august aug",
        "সেপ্টেম্বর সেপ্টেমবর সেপ্টে সেপ্ট সেপ september sept sep",
        "অক্টোবর অক্টো october oct",
        "নভেম্বর নভে november nov",
        "ডিসেম্বর ডিসে december dec"
    );

    private static readonly FrozenDictionary<string, BengaliDateDayPart> DayParts = new Dictionary<
        string,
        BengaliDateDayPart
    >(StringComparer.Ordinal)
    {
        ["am"] = new(0, 11),
        ["pm"] = new(12, 23),
        ["এএম"] = new(0, 11),
        ["পিএম"] = new(12, 23),
        ["পূর্বাহ্ণ"] = new(0, 11),
        ["পূর্বাহ্ন"] = new(0, 11),
        ["অপরাহ্ণ"] = new(12, 23),
        ["অপরাহ্ন"] = new(12, 23),
        ["ভোর"] = new(2, 7),
        ["সকাল"] = new(5, 11),
        ["দুপুর"] = new(11, 16),
        ["বিকাল"] = new(13, 18),
        ["বিকেল"] = new(13, 18),
        ["সন্ধ্যা"] = new(16, 20),
        ["রাত"] = new(18, 5),
    }.ToFrozenDictionary(e => BengaliDateTokens.Key(e.Key), e => e.Value, StringComparer.Ordinal);

    private static readonly FrozenSet<string> Ordinals = Set("ই লা শে রা ঠা st nd rd th");
    private static readonly FrozenSet<string> HundredHours = Set("ঘণ্টা ঘন্টা ঘটিকা");
    private static readonly FrozenSet<string> Hours = Set("টা টায় টার ঘটিকা ঘটিকায় ঘণ্টা ঘন্টা");
    private static readonly FrozenSet<string> Minutes = Set("মিনিট মিনিটে মি");
    private static readonly FrozenSet<string> Bangladesh = Set("বাংলাদেশ");

    // Weekdays, labels, and the little words between: none of them changes the date.
    private static readonly FrozenSet<string> Idle = Set(
        "শনিবার রবিবার রোববার সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার "
            + "শনি রবি সোম মঙ্গল বুধ বৃহস্পতি শুক্র "
            + "saturday sunday monday tuesday wednesday thursday friday sat sun mon tue tues wed thu thur thurs fri "
            + "প্রকাশিত প্রকাশ প্রকাশের প্রকাশকাল তারিখ তারিখে সময় আপডেট হালনাগাদ আপলোড পোস্ট "
            + "সর্বশেষ সংশোধিত হয়েছে করা খ্রিস্টাব্দ খ্রিষ্টাব্দ খ্রি ইং ইংরেজি সাল সালে সালের "
            + "published publish posted updated update last modified date time on at of"
    );

    public static int? Month(string word) => Months.TryGetValue(word, out var month) ? month : null;

    public static BengaliDateDayPart? DayPart(string word) => DayParts.GetValueOrDefault(word);

    public static bool IsOrdinal(string word) => Ordinals.Contains(word);

    public static bool IsHour(string word) => Hours.Contains(word);

    public static bool IsHundredHours(string word) => HundredHours.Contains(word);

    public static bool IsMinute(string word) => Minutes.Contains(word);

    public static bool IsBangladesh(string word) => Bangladesh.Contains(word);

    public static bool MeansNothing(string word) => Idle.Contains(word);

    private static FrozenDictionary<string, int> Numbered(params string[] spellings) =>
        spellings
            .SelectMany((words, i) => words.Split(' ').Select(word => (word, number: i + 1)))
            .ToFrozenDictionary(e => BengaliDateTokens.Key(e.word), e => e.number, StringComparer.Ordinal);

    private static FrozenSet<string> Set(string words) =>
        words
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(BengaliDateTokens.Key)
            .ToFrozenSet(StringComparer.Ordinal);
}
