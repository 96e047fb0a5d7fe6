using System.Globalization;
using Syndication.Feeds.Directories;

namespace Syndication.Feeds.Tests.Directories;

public sealed class PageDateTests
{
    private static readonly TimeZoneInfo Dhaka = TimeZoneInfo.FindSystemTimeZoneById("Asia/Dhaka");

    [Theory]
    [InlineData("2025-08-13T06:43:00Z", "১৩ আগস্ট ২০২৫, দুপুর ১২:৪৩")]
    [InlineData("2025-12-31T18:00:00Z", "১ জানুয়ারি ২০২৬, রাত ১২:০০")]
    [InlineData("2025-02-28T23:05:00Z", "১ মার্চ ২০২৫, ভোর ৫:০৫")]
    [InlineData("2025-02-28T00:00:00Z", "২৮ ফেব্রুয়ারি ২০২৫, সকাল ৬:০০")]
    [InlineData("2025-02-28T09:00:00Z", "২৮ ফেব্রুয়ারি ২০২৫, বিকেল ৩:০০")]
    [InlineData("2025-02-28T12:59:59Z", "২৮ ফেব্রুয়ারি ২০২৫, সন্ধ্যা ৬:৫৯")]
    [InlineData("2025-02-28T14:00:00Z", "২৮ ফেব্রুয়ারি ২০২৫, রাত ৮:০০")]
    public void Bengali_readers_see_their_own_digits_zone_and_part_of_the_day(string instant, string shown) =>
        Assert.Equal(
            shown,
            PageDate.Of(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), Dhaka, bengali: true)
        );
}
