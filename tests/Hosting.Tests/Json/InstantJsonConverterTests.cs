using System.Text.Json;
using Syndication.Hosting.Json;

namespace Syndication.Hosting.Tests.Json;

public sealed class InstantJsonConverterTests
{
    [Theory]
    [InlineData("2025-08-13T12:43:00+06:00", "2025-08-13T06:43:00Z")]
    [InlineData("2025-08-13T06:43:00Z", "2025-08-13T06:43:00Z")]
    [InlineData("2025-08-13t06:43:00z", "2025-08-13T06:43:00Z")]
    [InlineData("2025-08-13 06:43:00.125-00:30", "2025-08-13T07:13:00.125Z")]
    public void An_instant_is_read_with_its_offset_and_written_in_utc(string text, string written)
    {
        var instant = JsonSerializer.Deserialize<DateTimeOffset>($"\"{text}\"", HouseJson.Options);

        Assert.Equal($"\"{written}\"", JsonSerializer.Serialize(instant, HouseJson.Options));
    }

    [Theory]
    [InlineData("\"2025-08-13T12:43:00\"")]
    [InlineData("\"2025-08-13\"")]
    [InlineData("\"13/08/2025 12:43 +06:00\"")]
    [InlineData("\"2025-02-30T00:00:00Z\"")]
    [InlineData("\"২০২৫-০৮-১৩T১২:৪৩:০০Z\"")]
    [InlineData("\"now\"")]
    [InlineData("5")]
    public void What_names_no_instant_for_sure_is_refused(string json) =>
        Assert.Throws<JsonException>(() =>
            JsonSerializer.Deserialize<DateTimeOffset>(json, HouseJson.Options)
        );

    [Fact]
    public void Bengali_is_written_as_it_is() =>
        Assert.Equal("\"কৃষি ও প্রকৃতি\"", JsonSerializer.Serialize("কৃষি ও প্রকৃতি", HouseJson.Options));
}
