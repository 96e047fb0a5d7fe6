using System.Text;
using System.Text.Json;
using Syndication.Hosting.Json;

namespace Syndication.Hosting.Tests.Json;

public sealed class PlainJsonEncoderTests
{
    [Theory]
    [InlineData("আন্তর্জাতিক ক্ষ র\u200dয হ\u200cয়", null)]
    [InlineData("😀\u00a0👩‍👩‍👧 \u2028 \u202e é", null)]
    [InlineData("<b>'ক' & 'খ'</b> + /", null)]
    [InlineData("\"\\\n\t\r\b\f", "\\\"\\\\\\n\\t\\r\\b\\f")]
    [InlineData("ক\u0001\u001f", "ক\\u0001\\u001F")]
    public void Only_what_JSON_demands_is_escaped(string text, string? written)
    {
        Assert.Equal($"\"{written ?? text}\"", JsonSerializer.Serialize(text, HouseJson.Options));
        Assert.Equal($"\"{written ?? text}\"", Encoding.UTF8.GetString(Bytes(text)));
    }

    [Fact]
    public void Every_character_comes_back_as_it_went()
    {
        for (var scalar = 0; scalar <= 0x10ffff; scalar += scalar < 0x3000 ? 1 : 61)
        {
            if (!Rune.IsValid(scalar))
            {
                continue;
            }

            var text = $"ক{new Rune(scalar)}x{new Rune(scalar)}";
            var json = Bytes(text);

            Assert.Equal(text, JsonSerializer.Deserialize<string>(json, HouseJson.Options));
            Assert.Equal(scalar is < 0x20 or '"' or '\\', json.Contains((byte)'\\'));
        }
    }

    [Theory]
    [InlineData("\ud83d")]
    [InlineData("ক\ude00খ")]
    [InlineData("\ud83d\"")]
    [InlineData("😀\ud83d😀")]
    public void Half_a_pair_does_not_break_the_document(string text)
    {
        var read = JsonSerializer.Deserialize<string>(Bytes(text), HouseJson.Options);

        Assert.Equal(text.Length, read!.Length);
        Assert.Contains('\ufffd', read);
    }

    private static byte[] Bytes(string text)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Encoder = HouseJson.Options.Encoder }))
        {
            writer.WriteStringValue(text);
        }

        return stream.ToArray();
    }
}
