using System.Globalization;
using Syndication.Formats.Dates;

namespace Syndication.Formats.Tests.Dates;

public sealed class BengaliDateTests
{
    private static readonly TimeZoneInfo Dhaka = TimeZoneInfo.FindSystemTimeZoneById("Asia/Dhaka");

    [Theory]
    // month first, day first, year first
    [InlineData("আগস্ট ১৩, ২০২৫ ১২:৪৩ অপরাহ্ণ", "2025-08-13T12:43:00")]
    [InlineData("১৩ আগস্ট ২০২৫, ১২:৪৩", "2025-08-13T12:43:00")]
    [InlineData("১৩ আগস্ট ২০২৫, ০৬:৪৩ পিএম", "2025-08-13T18:43:00")]
    [InlineData("প্রকাশ: বুধবার, ১৩ আগস্ট ২০২৫, ১২:৪৩ এএম", "2025-08-13T00:43:00")]
    [InlineData("২০২৫ আগস্ট ১৩", "2025-08-13T00:00:00")]
    [InlineData("১৩ আগস্ট, ২০২৫", "2025-08-13T00:00:00")]
    [InlineData("13 August 2025 18:05", "2025-08-13T18:05:00")]
    [InlineData("Aug. 3, 2025 at 6:05:09 p.m.", "2025-08-03T18:05:09")]
    [InlineData("Sept 3, 2025", "2025-09-03T00:00:00")]
    [InlineData("১৩ August ২০২৫", "2025-08-13T00:00:00")]
    // ordinals
    [InlineData("১৩ই আগস্ট ২০২৫", "2025-08-13T00:00:00")]
    [InlineData("১লা জানুয়ারি ২০২৬", "2026-01-01T00:00:00")]
    [InlineData("২রা মার্চ, ২০২৬", "2026-03-02T00:00:00")]
    [InlineData("৪ঠা জুলাই ২০২৬", "2026-07-04T00:00:00")]
    [InlineData("২১শে ফেব্রুয়ারি ২০২৬", "2026-02-21T00:00:00")]
    [InlineData("3rd June 2026", "2026-06-03T00:00:00")]
    // weekdays, labels, little words
    [InlineData("বুধবার, ১৩ আগস্ট ২০২৫", "2025-08-13T00:00:00")]
    [InlineData("Wednesday, August 13, 2025", "2025-08-13T00:00:00")]
    [InlineData("প্রকাশিত: ১৩ আগস্ট ২০২৫, ১২:৪৩", "2025-08-13T12:43:00")]
    [InlineData("প্রকাশিতঃ ১৩ আগস্ট ২০২৫, ১২ঃ৪৩", "2025-08-13T12:43:00")]
    [InlineData("প্রকাশের সময় : বুধবার, ১৩ আগস্ট, ২০২৫", "2025-08-13T00:00:00")]
    [InlineData("সর্বশেষ আপডেট: ১৩ আগস্ট ২০২৫ | ০৯:০৭", "2025-08-13T09:07:00")]
    [InlineData("১৩ আগস্ট ২০২৫ খ্রি.", "2025-08-13T00:00:00")]
    [InlineData("Published on: 13 Aug 2025", "2025-08-13T00:00:00")]
    // figures alone
    [InlineData("১৩/০৮/২০২৫", "2025-08-13T00:00:00")]
    [InlineData("১৩-০৮-২০২৫ ২৩:৫৯", "2025-08-13T23:59:00")]
    [InlineData("১৩.০৮.২০২৫", "2025-08-13T00:00:00")]
    [InlineData("২০২৫-০৮-১৩", "2025-08-13T00:00:00")]
    [InlineData("০৫/০৪/২০২৫", "2025-04-05T00:00:00")]
    public void A_complete_date_is_read(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("১২:০৫ পূর্বাহ্ণ", "00:05:00")]
    [InlineData("১২:০৫ পূর্বাহ্ন", "00:05:00")]
    [InlineData("১২:০৫ অপরাহ্ন", "12:05:00")]
    [InlineData("অপরাহ্ণ ১:০৫", "13:05:00")]
    [InlineData("১১:৫৯ অপরাহ্ণ", "23:59:00")]
    [InlineData("14:30 PM", "14:30:00")]
    [InlineData("12:00 AM", "00:00:00")]
    [InlineData("12:00pm", "12:00:00")]
    [InlineData("ভোর ৪:৩০", "04:30:00")]
    [InlineData("সকাল ১০টা", "10:00:00")]
    [InlineData("সকাল ১০টা ৩০ মিনিটে", "10:30:00")]
    [InlineData("দুপুর ১২টা ৪৩ মিনিট", "12:43:00")]
    [InlineData("দুপুর ১:১৫", "13:15:00")]
    [InlineData("বিকাল ৪:২০", "16:20:00")]
    [InlineData("বিকেল ৪.২০", "16:20:00")]
    [InlineData("সন্ধ্যা ৬:০০", "18:00:00")]
    [InlineData("রাত ৯:১৫", "21:15:00")]
    [InlineData("রাত ১২:৩০", "00:30:00")]
    [InlineData("রাত ২:১০", "02:10:00")]
    [InlineData("রাত ১১:৩০ PM", "23:30:00")]
    [InlineData("০৯:০৭:৫৯", "09:07:59")]
    [InlineData("১২৪৩ ঘণ্টা", "12:43:00")]
    public void The_time_of_day_is_placed(string time, string expected)
    {
        Reads($"১৩ আগস্ট ২০২৫, {time}", $"2025-08-13T{expected}");
        Reads($"{time}, আগস্ট ১৩, ২০২৫", $"2025-08-13T{expected}");
    }

    [Theory]
    [InlineData("জানুয়ারি জানুয়ারী জানু January jan", 1)]
    [InlineData("ফেব্রুয়ারি ফেব্রুয়ারী ফেব FEB", 2)]
    [InlineData("মার্চ Mar", 3)]
    [InlineData("এপ্রিল april", 4)]
    [InlineData("মে May", 5)]
    [InlineData("জুন jun", 6)]
    [InlineData("জুলাই jul", 7)]
    [InlineData("আগস্ট অগাস্ট আগষ্ট aug", 8)]
    [InlineData("সেপ্টেম্বর সেপ্টে sep", 9)]
    [InlineData("অক্টোবর অক্টো oct", 10)]
    [InlineData("নভেম্বর নভে nov", 11)]
    [InlineData("ডিসেম্বর ডিসে dec", 12)]
    public void Every_spelling_of_a_month_is_known(string spellings, int month)
    {
        foreach (var spelling in spellings.Split(' '))
        {
            foreach (var form in Forms(spelling))
                Reads($"৯ {form} ২০২৫", $"2025-{month:00}-09T00:00:00");
        }
    }

    [Theory]
    [InlineData("১৩\u00A0আগস্ট\u202F২০২৫\u2009১২:৪৩")]
    [InlineData("\uFEFF১৩ আগস্\u200Dট ২০২৫, ১২:৪৩ অপরাহ্\u200Cণ")]
    [InlineData("  ১৩   আগস্ট\n২০২৫\t১২:৪৩  ")]
    [InlineData("13 আগস্ট 2025, ১২:43")]
    public void Joiners_and_odd_blanks_do_no_harm(string text) => Reads(text, "2025-08-13T12:43:00");

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("আগস্ট")]
    [InlineData("১৩ আগস্ট")] // no year
    [InlineData("আগস্ট ২০২৫")] // no day
    [InlineData("১৩ ২০২৫")]
    [InlineData("১২:৪৩ অপরাহ্ণ")]
    [InlineData("৩১ ফেব্রুয়ারি ২০২৫")]
    [InlineData("২৯ ফেব্রুয়ারি ২০২৫")]
    [InlineData("০ আগস্ট ২০২৫")]
    [InlineData("৩২ আগস্ট ২০২৫")]
    [InlineData("১৩/১৩/২০২৫")]
    [InlineData("১৩/০৮/২৫")] // which century, which order?
    [InlineData("১৩/০৮-২০২৫")]
    [InlineData("১৩ আগস্ট ২০২৫ ২৪:০০")]
    [InlineData("১৩ আগস্ট ২০২৫ ১২:৬০")]
    [InlineData("১৩ আগস্ট ২০২৫ ১৩:০০ পূর্বাহ্ণ")]
    [InlineData("১৩ আগস্ট ২০২৫ বিকাল ১১:০০")]
    [InlineData("১৩ আগস্ট ২০২৫ সকাল ৯:০০ PM")]
    [InlineData("১৩ আগস্ট ২০২৫ ১২:৪৩ ১৩:৪৪")] // two times
    [InlineData("১৩ আগস্ট ২০২৫, ১৪ আগস্ট ২০২৫")] // two dates
    [InlineData("১৩ আগস্ট জুলাই ২০২৫")]
    [InlineData("১৩ আগস্ট ২০২৫ সালে নদীর পানি বাড়ে")] // a sentence
    [InlineData("২০২৫ জন")]
    [InlineData("১২ই কার্তিক, ১৪৩২ বঙ্গাব্দ")]
    [InlineData("বুধবার , ১৩ আগস্ট ২০২৫ | ১২ই কার্তিক, ১৪৩২ বঙ্গাব্দ")]
    [InlineData("১২ কার্তিক ২০২৫")]
    [InlineData("১৩ আগস্ট ১৪৩২")] // a Bengali year beside a Gregorian month
    [InlineData("১৯ সফর ১৪৪৭ হিজরি")]
    [InlineData("১৩ আগস্ট ১২০২৫")]
    [InlineData("৯৯৯৯৯৯৯৯৯৯৯৯ আগস্ট ২০২৫")]
    public void What_is_no_whole_date_is_refused(string text) =>
        Assert.False(BengaliDate.TryParse(text, Dhaka, out _));

    // Not as inline data: metadata is UTF-8 and cannot hold it.
    [Fact]
    public void Half_a_character_is_refused() =>
        Assert.False(BengaliDate.TryParse("১৩ আগস্ট ২০২৫ " + '\uD800', Dhaka, out _));

    [Fact]
    public void A_long_text_is_refused_unread() =>
        Assert.False(BengaliDate.TryParse("১৩ আগস্ট ২০২৫" + new string(' ', 300), Dhaka, out _));

    [Fact]
    public void The_zone_is_the_pages_unless_the_text_says_Bangladesh()
    {
        var kolkata = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");

        Assert.True(BengaliDate.TryParse("১৩ আগস্ট ২০২৫, ১২:৪৩", kolkata, out var there));
        Assert.True(BengaliDate.TryParse("বাংলাদেশ সময়: ১২৪৩ ঘণ্টা, আগস্ট ১৩, ২০২৫", kolkata, out var here));

        Assert.Equal(TimeSpan.FromHours(5.5), there.Offset);
        Assert.Equal(new(2025, 8, 13, 6, 43, 0, TimeSpan.Zero), here.ToUniversalTime());
    }

    [Fact]
    public void An_hour_that_the_clock_skips_is_moved_behind_the_gap()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        Assert.True(BengaliDate.TryParse("২৯ মার্চ ২০২৬, ০২:১৫", berlin, out var instant));

        Assert.Equal(new(2026, 3, 29, 1, 15, 0, TimeSpan.Zero), instant.ToUniversalTime());
    }

    // য় is one letter or two; NFC makes the former the latter, so pages hold both.
    private static IEnumerable<string> Forms(string word) =>
        [
            word.Replace("\u09DF", "\u09AF\u09BC", StringComparison.Ordinal),
            word.Replace("\u09AF\u09BC", "\u09DF", StringComparison.Ordinal),
        ];

    private static void Reads(string text, string local)
    {
        Assert.True(BengaliDate.TryParse(text, Dhaka, out var instant), text);
        Assert.Equal(TimeSpan.FromHours(6), instant.Offset);
        Assert.Equal(DateTime.Parse(local, CultureInfo.InvariantCulture), instant.DateTime);
    }
}
