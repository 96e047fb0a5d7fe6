using System.Globalization;
using Syndication.Formats.Dates;

namespace Syndication.Formats.Tests.Dates;

public sealed class FeedDateTests
{
    private static readonly TimeZoneInfo Dhaka = TimeZoneInfo.FindSystemTimeZoneById("Asia/Dhaka");

    [Theory]
    // as the standards have them
    [InlineData("Thu, 14 Aug 2025 06:43:00 GMT", "2025-08-14T06:43:00Z")]
    [InlineData("Thu, 14 Aug 2025 12:43:00 +0600", "2025-08-14T06:43:00Z")]
    [InlineData("Thu, 14 Aug 2025 06:43:00 -0000", "2025-08-14T06:43:00Z")]
    [InlineData("14 Aug 25 06:43 UT", "2025-08-14T06:43:00Z")]
    // weekdays missing, wrong, written out
    [InlineData("14 Aug 2025 06:43:00 GMT", "2025-08-14T06:43:00Z")]
    [InlineData("Mon, 14 Aug 2025 06:43:00 GMT", "2025-08-14T06:43:00Z")]
    [InlineData("Thursday, 14 August 2025 06:43:00 GMT", "2025-08-14T06:43:00Z")]
    [InlineData("thurs 14 sept. 2025 06:43 gmt", "2025-09-14T06:43:00Z")]
    // years of RFC 2822 §4.3
    [InlineData("1 Jan 49 00:00 GMT", "2049-01-01T00:00:00Z")]
    [InlineData("1 Jan 50 00:00 GMT", "1950-01-01T00:00:00Z")]
    [InlineData("1 Jan 104 00:00 GMT", "2004-01-01T00:00:00Z")]
    [InlineData("1 Jan 0099 00:00 GMT", "0099-01-01T00:00:00Z")]
    // fields short, parts missing, commas and blanks anywhere
    [InlineData("Thu,14 Aug, 2025, 6:3:9 GMT", "2025-08-14T06:03:09Z")]
    [InlineData("\u00a0Thu,\n 4  Aug\t2025 06:43 GMT ", "2025-08-04T06:43:00Z")]
    [InlineData("14 Aug 2025", "2025-08-14T00:00:00Z")]
    [InlineData("14-Aug-2025", "2025-08-14T00:00:00Z")]
    [InlineData("14-Aug-25 06:43:00 PM", "2025-08-14T18:43:00Z")]
    [InlineData("14 August 2025 - 06:43", "2025-08-14T06:43:00Z")]
    [InlineData("Thu, 14 Aug 2025 06:43:00.250 GMT", "2025-08-14T06:43:00.25Z")]
    [InlineData("Thu, 14 Aug 2025 06:43:00", "2025-08-14T06:43:00Z")]
    // words in another order
    [InlineData("Aug 14 2025", "2025-08-14T00:00:00Z")]
    [InlineData("Aug. 14th, 2025 at 6:43 p.m. EST", "2025-08-14T23:43:00Z")]
    [InlineData("2025 Aug 14, 06:43", "2025-08-14T06:43:00Z")]
    [InlineData("06:43, 14 Aug 2025", "2025-08-14T06:43:00Z")]
    [InlineData("Thu Aug 14 2025 12:43:00 GMT+0600 (Bangladesh Standard Time)", "2025-08-14T06:43:00Z")]
    [InlineData("Thu, 14 Aug 2025 08:43:00 +0200 (CEST)", "2025-08-14T06:43:00Z")]
    [InlineData("Thu, 14 Aug 2025 08:43:00 (CEST)", "2025-08-14T06:43:00Z")]
    // asctime, and what date(1) prints
    [InlineData("Thu Aug 14 06:43:00 2025", "2025-08-14T06:43:00Z")]
    [InlineData("Thu Aug  4 06:43:00 PDT 2025", "2025-08-04T13:43:00Z")]
    [InlineData("Thu Aug 14 06:43:00 +0600 2025", "2025-08-14T00:43:00Z")]
    public void Dates_of_mail_are_read(string text, string instant) => Reads(text, instant);

    [Theory]
    [InlineData("EST", "05:00")]
    [InlineData("EDT", "04:00")]
    [InlineData("CST", "06:00")]
    [InlineData("CDT", "05:00")]
    [InlineData("MST", "07:00")]
    [InlineData("MDT", "06:00")]
    [InlineData("PST", "08:00")]
    [InlineData("PDT", "07:00")]
    [InlineData("AT", "04:00")]
    [InlineData("ET", "05:00")]
    [InlineData("CT", "06:00")]
    [InlineData("MT", "07:00")]
    [InlineData("PT", "08:00")]
    [InlineData("Z", "00:00")]
    [InlineData("UTC", "00:00")]
    [InlineData("Etc/UTC", "00:00")]
    [InlineData("Etc/GMT", "00:00")]
    [InlineData("A", "01:00")]
    [InlineData("I", "09:00")]
    [InlineData("K", "10:00")]
    [InlineData("M", "12:00")]
    [InlineData("N", "-01:00")]
    [InlineData("T", "-07:00")]
    [InlineData("Y", "-12:00")]
    [InlineData("CET", "-01:00")]
    [InlineData("CEST", "-02:00")]
    [InlineData("MEST", "-02:00")]
    [InlineData("JST", "-09:00")]
    [InlineData("GMT+6", "-06:00")]
    [InlineData("GMT-01:01", "01:01")]
    [InlineData("UTC +06:00", "-06:00")]
    [InlineData("+6", "-06:00")]
    [InlineData("+600", "-06:00")]
    [InlineData("+06", "-06:00")]
    [InlineData("-01:01", "01:01")]
    [InlineData("+0600 +06:00", "-06:00")]
    [InlineData("+1500", "-15:00")]
    public void A_zone_is_counted_from_UTC(string zone, string difference)
    {
        var noon = new DateTimeOffset(2025, 1, 15, 12, 0, 0, TimeSpan.Zero);
        var expected = noon + TimeSpan.Parse(difference, CultureInfo.InvariantCulture);

        Assert.True(FeedDate.TryParse($"Wed, 15 Jan 2025 12:00:00 {zone}", Dhaka, out var instant));
        Assert.Equal(expected, instant);
    }

    [Theory]
    [InlineData("2025-08-14T12:43:00+06:00", "2025-08-14T06:43:00Z")]
    [InlineData("2025-08-14T06:43:00.1234567Z", "2025-08-14T06:43:00.1234567Z")]
    [InlineData("2025-08-14T06:43:00.123456789123Z", "2025-08-14T06:43:00.1234567Z")]
    [InlineData("2025-08-14t06:43:00,5z", "2025-08-14T06:43:00.5Z")]
    [InlineData("2025-08-14 06:43:00 +0600", "2025-08-14T00:43:00Z")]
    [InlineData("2025-08-14T12:43+0600", "2025-08-14T06:43:00Z")]
    [InlineData("2025-08-14T06:43Z", "2025-08-14T06:43:00Z")]
    [InlineData("2025-08-14T06Z", "2025-08-14T06:00:00Z")]
    [InlineData("2025-08-14 6:43 pm", "2025-08-14T18:43:00Z")]
    [InlineData("2025-08-14 06:43:00.0", "2025-08-14T06:43:00Z")]
    [InlineData("2025-8-4", "2025-08-04T00:00:00Z")]
    [InlineData("2025-08-14", "2025-08-14T00:00:00Z")]
    [InlineData("2025-08-14Z", "2025-08-14T00:00:00Z")]
    [InlineData("2025-08", "2025-08-01T00:00:00Z")]
    [InlineData("2025", "2025-01-01T00:00:00Z")]
    [InlineData("20250814", "2025-08-14T00:00:00Z")]
    [InlineData("20250814T064300Z", "2025-08-14T06:43:00Z")]
    [InlineData("20250814T0643", "2025-08-14T06:43:00Z")]
    [InlineData("250814", "2025-08-14T00:00:00Z")]
    [InlineData("25-08-14", "2025-08-14T00:00:00Z")]
    [InlineData("-25-08-14", "2025-08-14T00:00:00Z")]
    [InlineData("-25-08", "2025-08-01T00:00:00Z")]
    [InlineData("-2508", "2025-08-01T00:00:00Z")]
    [InlineData("2025-226", "2025-08-14T00:00:00Z")]
    [InlineData("2025226", "2025-08-14T00:00:00Z")]
    [InlineData("25226", "2025-08-14T00:00:00Z")]
    [InlineData("2024-366", "2024-12-31T00:00:00Z")]
    [InlineData("2025/08/14 06:43", "2025-08-14T06:43:00Z")]
    [InlineData("2025-008-14T06:43:00Z", "2025-08-14T06:43:00Z")]
    [InlineData("14.08.2025 06:43", "2025-08-14T06:43:00Z")]
    [InlineData("Thursday, 14/08/2025", "2025-08-14T00:00:00Z")]
    [InlineData("8/14/2025 6:43:00 AM", "2025-08-14T06:43:00Z")]
    [InlineData("2025-08-14T24:00:00Z", "2025-08-15T00:00:00Z")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z")]
    [InlineData("2025-08-14T06:43:00−06:00", "2025-08-14T12:43:00Z")]
    public void Dates_in_figures_are_read(string text, string instant) => Reads(text, instant);

    [Theory]
    // Korean, in Korea's time
    [InlineData("2025년 08월 14일  15:43:00", "2025-08-14T06:43:00Z")]
    [InlineData("2025-08-14 오후 3:43:17", "2025-08-14T06:43:17Z")]
    [InlineData("2025-08-14 오전 12:00:00", "2025-08-13T15:00:00Z")]
    [InlineData("2025년 8월 14일 (목) 오후 3:43 KST", "2025-08-14T06:43:00Z")]
    // Greek and Hungarian
    [InlineData("Πέμ, 14 Αύγ 2025 06:43:00 EET", "2025-08-14T04:43:00Z")]
    [InlineData("Πεμ, 14 Αυγ 2025 06:43:00 GMT", "2025-08-14T06:43:00Z")]
    [InlineData("Σάβ, 12 Ιούλ 2025 06:43:00 +0300", "2025-07-12T03:43:00Z")]
    [InlineData("ΔΕΥΤΈΡΑ, 3 ΜΑΡΤΊΟΥ 2025", "2025-03-03T00:00:00Z")]
    [InlineData("2025-július-13T9:15-05:00", "2025-07-13T14:15:00Z")]
    [InlineData("2025-augusztus-4T09:15+02:00", "2025-08-04T07:15:00Z")]
    [InlineData("2025. március 4. 9:15 CET", "2025-03-04T08:15:00Z")]
    // and their neighbours
    [InlineData("jeu. 14 août 2025 06:43 GMT", "2025-08-14T06:43:00Z")]
    [InlineData("mar. 1er juillet 2025", "2025-07-01T00:00:00Z")]
    [InlineData("mar, 13 ago 2024 06:43:00 +0200", "2024-08-13T04:43:00Z")]
    [InlineData("14 de agosto de 2025", "2025-08-14T00:00:00Z")]
    [InlineData("giovedì 14 agosto 2025", "2025-08-14T00:00:00Z")]
    [InlineData("sex, 14 mar 2025", "2025-03-14T00:00:00Z")]
    [InlineData("Do, 14. März 2025 06:43 MEZ", "2025-03-14T05:43:00Z")]
    [InlineData("14 mei 2025", "2025-05-14T00:00:00Z")]
    // Bengali, in the publication's time
    [InlineData("১৪ আগস্ট ২০২৫, ১২:৪৩ অপরাহ্ণ", "2025-08-14T06:43:00Z")]
    [InlineData("২০২৫-০৮-১৪T১২:৪৩:০০+০৬:০০", "2025-08-14T06:43:00Z")]
    [InlineData("২০২৫-০৮-১৪ ১২:৪৩:০০", "2025-08-14T06:43:00Z")]
    [InlineData("২০২৫-০৮-১৪ ১২:৪৩:০০ GMT", "2025-08-14T12:43:00Z")]
    [InlineData("২০২৫-০৮-১৪", "2025-08-13T18:00:00Z")]
    [InlineData("বৃহস্পতি, ১৪ আগষ্ট ২০২৫ ০৬:৪৩:০০ +০০০০", "2025-08-14T06:43:00Z")]
    [InlineData("Thu, ১৪ Aug ২০২৫ ০৬:৪৩:০০ +০০০০", "2025-08-14T06:43:00Z")]
    [InlineData("Thu, १४ Aug २०२५ 06:43:00 GMT", "2025-08-14T06:43:00Z")]
    public void Dates_in_other_words_are_read(string text, string instant) => Reads(text, instant);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("yesterday")]
    [InlineData("now")]
    [InlineData("06:43:00")]
    [InlineData("August 2025")]
    [InlineData("14 August")]
    // no such day, no such time
    [InlineData("2025-13-01")]
    [InlineData("2025-00-10")]
    [InlineData("2025-02-29T00:00:00Z")]
    [InlineData("31 Feb 2025 00:00:00 GMT")]
    [InlineData("Thu, 31 Jun 2025 06:43:00 GMT")]
    [InlineData("2025-366")]
    [InlineData("2025-000")]
    [InlineData("2025-08-14T25:00:00Z")]
    [InlineData("2025-08-14T24:00:01Z")]
    [InlineData("2025-08-14T06:60:00Z")]
    [InlineData("2025-08-14T06:43:61Z")]
    [InlineData("Thu, 14 Aug 2025 14:43 AM")]
    [InlineData("Thu, 14 Aug 2025 0:43 PM")]
    [InlineData("Thu, 14 Aug 2025 1:2:3:4 GMT")]
    [InlineData("0000-01-01")]
    // what may mean two things
    [InlineData("05/04/2025")]
    [InlineData("04-05-2025")]
    [InlineData("14/08/25")]
    [InlineData("14 Aug 2025 06:43 BST")]
    [InlineData("14 Aug 2025 06:43 IST")]
    [InlineData("14 Aug 2025 06:43 J")]
    [InlineData("14 Aug 2025 06:43 EST +0300")]
    [InlineData("14 Aug 2025 06:43 Etc/GMT+5")]
    [InlineData("2025-08-14 오 3:43:17")]
    // too much
    [InlineData("2025-08-14-01")]
    [InlineData("2025-08-14T06:43:00ZZ")]
    [InlineData("2025-08-14T06:43:00-06:00Tomorrow")]
    [InlineData("2025-08-14 2025-08-15")]
    [InlineData("14 Aug 2025 15 Sep 2025")]
    [InlineData("14 Aug 2025 06:43:00 GMT 07:00")]
    [InlineData("14 Aug 2025 06:43:00 +0x:00")]
    [InlineData("14 Aug 2025 06:43:00 +06:0x")]
    [InlineData("14 Aug 2025 06:43:00 +99:00")]
    [InlineData("14 Aug 2025 06:43:00 +06:75")]
    [InlineData("14 Aug 2025 06:43:00 +060000")]
    [InlineData("Thu, Aug x 2025 06:43:00 GMT")]
    [InlineData("1755153780")]
    [InlineData("14 Aug 12025")]
    [InlineData("14 Aug 025")]
    [InlineData("2025-08-14T06:43:00Z\u0001")]
    [InlineData("2025-08-14T06:43:00Z (")]
    // beyond the years that .NET holds
    [InlineData("0001-01-01T00:00:00+06:00")]
    [InlineData("9999-12-31T24:00:00Z")]
    [InlineData("9999-12-31T23:59:59-06:00")]
    public void What_is_no_complete_and_possible_date_is_none(string text)
    {
        Assert.False(FeedDate.TryParse(text, Dhaka, out var instant));
        Assert.Equal(default, instant);
    }

    [Fact]
    public void The_offset_named_is_kept()
    {
        Assert.True(FeedDate.TryParse("2025-08-14T12:43:00+06:00", TimeZoneInfo.Utc, out var kept));
        Assert.True(FeedDate.TryParse("Thu, 14 Aug 2025 12:43:00 +2330", Dhaka, out var beyond));
        Assert.True(FeedDate.TryParse("Thu, 01 Jan 0100 00:00:01 +0100", Dhaka, out var old));

        Assert.Equal(TimeSpan.FromHours(6), kept.Offset);
        Assert.Equal(new DateTimeOffset(2025, 8, 13, 13, 13, 0, TimeSpan.Zero), beyond);
        Assert.Equal(TimeSpan.Zero, beyond.Offset);
        Assert.Equal(new DateTime(99, 12, 31, 23, 0, 1), old.UtcDateTime);
    }

    [Fact]
    public void A_line_beyond_bounds_is_no_date()
    {
        Assert.False(FeedDate.TryParse("2025-08-14" + new string(' ', 119) + "Z", Dhaka, out _));
        Assert.False(FeedDate.TryParse("2025-08-14T06:43:00Z" + '\ud800', Dhaka, out _));
        Assert.True(FeedDate.TryParse("2025-08-14" + new string(' ', 5_000), Dhaka, out _));
    }

    [Fact]
    public void The_two_common_forms_cost_no_memory()
    {
        Assert.True(FeedDate.TryParse("Thu, 14 Aug 2025 06:43:00 GMT", Dhaka, out _));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = 0;
        for (var i = 0; i < 1_000; i++)
        {
            read += FeedDate.TryParse("Thu, 14 Aug 2025 12:43:00 +0600", Dhaka, out _) ? 1 : 0;
            read += FeedDate.TryParse("2025-08-14T06:43:00.123Z", Dhaka, out _) ? 1 : 0;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2_000, read);
    }

    private static void Reads(string text, string expected)
    {
        Assert.True(FeedDate.TryParse(text, Dhaka, out var instant), text);
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), instant);
    }
}
