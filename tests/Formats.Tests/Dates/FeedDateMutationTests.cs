using System.Globalization;
using Syndication.Formats.Dates;

namespace Syndication.Formats.Tests.Dates;

public sealed class FeedDateMutationTests
{
    private static readonly TimeZoneInfo Dhaka = TimeZoneInfo.FindSystemTimeZoneById("Asia/Dhaka");

    private static readonly string[] Seeds =
    [
        "Thu, 14 Aug 2025 06:43:00 GMT",
        "Thu Aug 14 06:43:00 PDT 2025",
        "14-Aug-25 06:43:00 p.m.",
        "0001-01-01T00:00:00.123+06:00",
        "9999-12-31T23:59:60-14:00",
        "20250814T064300Z",
        "-25-08-14",
        "2025년 08월 14일  15:43:00",
        "2025-július-13T9:15-05:00",
        "Πέμ, 14 Αύγ 2025 06:43:00 EET",
        "১৪ আগস্ট ২০২৫, ১২:৪৩ অপরাহ্ণ",
        "২০২৫-০৮-১৪ ১২:৪৩:০০ +০৬০০",
    ];

    private const string Characters =
        "0123456789০৯:-+/.,() TZtzJanpmGMEtc년월일오전후আগδ\u0301\u200d\ud800\udc00\0\ufeff\u2212\u00a0";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_broken_date_is_none_or_one_within_reach(int seed)
    {
        var random = new Random(seed);
        var read = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var text = Broken(Seeds[random.Next(Seeds.Length)], random);
            if (FeedDate.TryParse(text, Dhaka, out var instant))
            {
                read++;
                Assert.InRange(instant.Offset, TimeSpan.FromHours(-14), TimeSpan.FromHours(14));
            }
            else
            {
                Assert.Equal(default, instant);
            }
        }

        Assert.InRange(read, 1_000, 90_000);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var random = new Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            var minutes = random.Next(-14 * 60, (14 * 60) + 1);
            var seconds =
                random.NextInt64(DateTime.MaxValue.Ticks / TimeSpan.TicksPerSecond - 200_000) + 100_000;
            var ticks = seconds * TimeSpan.TicksPerSecond;
            var instant = new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes));
            Reads(instant.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture), instant);
            Reads(instant.ToString("R", CultureInfo.InvariantCulture), instant);
            Reads(instant.ToString("d MMMM yyyy, h:mm:ss tt zzz", CultureInfo.InvariantCulture), instant);
            Reads(instant.ToString("yyyyMMdd'T'HHmmsszzz", CultureInfo.InvariantCulture), instant);
        }
    }

    private static void Reads(string text, DateTimeOffset expected)
    {
        Assert.True(FeedDate.TryParse(text, Dhaka, out var instant), text);
        Assert.Equal(expected, instant);
    }

    private static string Broken(string text, Random random)
    {
        for (var n = random.Next(1, 5); n > 0; n--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(3), text.Length - at);
            var other = random.Next(3) == 0 ? "" : Characters[random.Next(Characters.Length)].ToString();
            text = text[..at] + other + text[(at + length)..];
        }

        return text;
    }
}
