using System.Globalization;
using System.Text;
using Syndication.Formats.Dates;

namespace Syndication.Formats.Tests.Dates;

public sealed class DateFormatTests
{
    [Theory]
    [InlineData(
        "2025-08-13T12:43:00.1259+06:00",
        "Wed, 13 Aug 2025 06:43:00 GMT",
        "2025-08-13T06:43:00.125Z"
    )]
    [InlineData("2024-02-29T23:59:59Z", "Thu, 29 Feb 2024 23:59:59 GMT", "2024-02-29T23:59:59.000Z")]
    [InlineData("0001-01-01T00:00:00Z", "Mon, 01 Jan 0001 00:00:00 GMT", "0001-01-01T00:00:00.000Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "Fri, 31 Dec 9999 23:59:59 GMT", "9999-12-31T23:59:59.999Z")]
    public void An_instant_is_written_in_UTC_whatever_the_culture(string text, string rfc822, string rfc3339)
    {
        var instant = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("bn-BD");
        try
        {
            Span<byte> bytes = stackalloc byte[40];
            Assert.True(Rfc822Date.TryFormat(instant, bytes, out var length));
            Assert.Equal(rfc822, Encoding.UTF8.GetString(bytes[..length]));
            Assert.True(Rfc3339Date.TryFormat(instant, bytes, out length));
            Assert.Equal(rfc3339, Encoding.UTF8.GetString(bytes[..length]));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_buffer_too_small_is_refused()
    {
        Assert.False(Rfc822Date.TryFormat(Some.Noon, new byte[Rfc822Date.Length - 1], out _));
        Assert.False(Rfc3339Date.TryFormat(Some.Noon, new byte[Rfc3339Date.Length - 1], out _));
    }
}
