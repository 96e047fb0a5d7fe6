using System.Globalization;
using System.Text;
using System.Text.Json;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.WebPush;

namespace Syndication.Notifier.Tests.WebPush;

public sealed class PushPayloadTests
{
    private const string Home = "https://khobor.example";

    [Fact]
    public void Browsers_that_show_it_by_themselves_find_a_title_and_where_to_go()
    {
        var json = Whole(PushBench.Message);

        Assert.Equal(8030, json.GetProperty("web_push").GetInt32());
        var shown = json.GetProperty("notification");
        Assert.Equal("নদীতে সেতু ভেঙে পড়েছে", shown.GetProperty("title").GetString());
        Assert.Equal("https://khobor.example/country/1", shown.GetProperty("navigate").GetString());
        Assert.Equal("উদ্ধারকাজ চলছে।", shown.GetProperty("body").GetString());
        Assert.Equal("bn", shown.GetProperty("lang").GetString());
        Assert.Equal("ltr", shown.GetProperty("dir").GetString());
        Assert.Equal("story-1", shown.GetProperty("tag").GetString());
        Assert.Equal("https://khobor.example/1.jpg", shown.GetProperty("image").GetString());
        Assert.Equal(1755067380000, shown.GetProperty("timestamp").GetInt64());
    }

    [Fact]
    public void The_service_worker_finds_the_members_of_the_contract_beside_it()
    {
        var json = Whole(PushBench.Message with { Sequence = 3, Kind = DispatchKind.Correction });

        Assert.Equal("নদীতে সেতু ভেঙে পড়েছে", json.GetProperty("title").GetString());
        Assert.Equal("উদ্ধারকাজ চলছে।", json.GetProperty("body").GetString());
        Assert.Equal("https://khobor.example/country/1", json.GetProperty("url").GetString());
        Assert.Equal("https://khobor.example/1.jpg", json.GetProperty("image").GetString());
        Assert.Equal("story-1", json.GetProperty("tag").GetString());
        Assert.Equal("bn", json.GetProperty("lang").GetString());
        Assert.Equal("ltr", json.GetProperty("dir").GetString());
        Assert.Equal("2025-08-13T06:43:00Z", json.GetProperty("timestamp").GetString());
        Assert.Equal(PushBench.Message.AlertId, json.GetProperty("alertId").GetGuid());
        Assert.Equal(3, json.GetProperty("sequence").GetInt32());
        Assert.Equal("correction", json.GetProperty("kind").GetString());
    }

    [Fact]
    public void Bengali_stays_bengali()
    {
        Assert.DoesNotContain(
            "\\u",
            Encoding.UTF8.GetString(PushPayload.Whole(PushBench.Message, Home)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_long_body_is_cut_after_a_whole_word_and_fills_what_there_is()
    {
        const string Word = "ক্ষ্মীপুরে ";
        var message = PushBench.Message with { Body = string.Concat(Enumerable.Repeat(Word, 500)) };

        var bytes = PushPayload.Whole(message, Home);

        Assert.InRange(bytes.Length, PushEncryption.MostPlaintext - 100, PushEncryption.MostPlaintext);
        var json = Parse(bytes);
        var body = json.GetProperty("body").GetString()!;
        Assert.EndsWith("…", body, StringComparison.Ordinal);
        Assert.All(body[..^1].Split(' '), w => Assert.Equal(Word.TrimEnd(), w));
        Assert.Equal(body, json.GetProperty("notification").GetProperty("body").GetString());
        Assert.Equal("https://khobor.example/1.jpg", json.GetProperty("image").GetString());
        Assert.Equal(message.Title, json.GetProperty("title").GetString());
    }

    [Fact]
    public void The_picture_goes_before_the_title()
    {
        var message = PushBench.Message with
        {
            Title = string.Concat(Enumerable.Repeat("শিরোনাম ", 70)),
            Image = "https://khobor.example/" + new string('a', 450),
            Body = "কিছু কথা",
        };

        var json = Whole(message);

        Assert.Equal("", json.GetProperty("body").GetString());
        Assert.False(json.TryGetProperty("image", out _));
        Assert.Equal(message.Title, json.GetProperty("title").GetString());
    }

    [Fact]
    public void An_endless_title_is_cut_last()
    {
        var json = Whole(
            PushBench.Message with
            {
                Title = string.Concat(Enumerable.Repeat("শিরোনাম ", 700)),
            }
        );

        var title = json.GetProperty("title").GetString()!;
        Assert.EndsWith("শিরোনাম…", title, StringComparison.Ordinal);
        Assert.InRange(title.Length, 400, 1000);
    }

    [Fact]
    public void An_address_too_long_leads_to_the_alerts_own_page()
    {
        var slug = string.Concat(Enumerable.Repeat("%E0%A6%95", 200));

        var json = Whole(PushBench.Message with { Url = "https://khobor.example/" + slug });

        Assert.Equal($"{Home}/alerts/{PushBench.Message.AlertId}", json.GetProperty("url").GetString());
    }

    [Fact]
    public void What_has_no_address_leads_home()
    {
        var json = Whole(PushBench.Message with { AlertId = null, Url = null });

        Assert.Equal($"{Home}/alerts", json.GetProperty("notification").GetProperty("navigate").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("alertId").ValueKind);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\u0001")]
    [InlineData("😀")]
    [InlineData("\uD800")]
    [InlineData("ক")]
    [InlineData("e")]
    public void Whatever_it_is_made_of_it_fits_and_is_json(string piece)
    {
        for (var count = 1; count < 6000; count = count * 3 / 2 + 1)
        {
            var text = string.Concat(Enumerable.Repeat(piece, count));
            var message = PushBench.Message with { Title = text, Body = text };

            var whole = PushPayload.Whole(message, Home);
            var brief = PushPayload.Short(message, Home);

            Assert.InRange(whole.Length, 100, PushEncryption.MostPlaintext);
            Assert.InRange(brief.Length, 100, PushPayload.MostOfShort);
            Assert.Equal("story-1", Parse(whole).GetProperty("tag").GetString());
            Assert.Equal("story-1", Parse(brief).GetProperty("tag").GetString());
        }
    }

    [Fact]
    public void The_short_form_keeps_the_title_and_some_words()
    {
        var message = PushBench.Message with { Body = string.Concat(Enumerable.Repeat("বাংলা ", 100)) };

        var json = Parse(PushPayload.Short(message, Home));

        Assert.Equal(message.Title, json.GetProperty("title").GetString());
        Assert.False(json.TryGetProperty("image", out _));
        Assert.EndsWith("বাংলা…", json.GetProperty("body").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ar", "rtl")]
    [InlineData("ur-PK", "rtl")]
    [InlineData("fa", "rtl")]
    [InlineData("he-IL", "rtl")]
    [InlineData("pa-Arab-PK", "rtl")]
    [InlineData("AZ-arab", "rtl")]
    [InlineData("ur-Latn", "ltr")]
    [InlineData("bn", "ltr")]
    [InlineData("bn-BD", "ltr")]
    [InlineData("en-1997", "ltr")]
    [InlineData("", "ltr")]
    public void The_direction_follows_the_script(string language, string direction)
    {
        Assert.Equal(
            direction,
            Whole(PushBench.Message with { Language = language }).GetProperty("dir").GetString()
        );
    }

    [Fact]
    public void It_is_the_same_under_any_culture()
    {
        var before = PushPayload.Whole(PushBench.Message, Home);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fa-IR");
            Assert.Equal(before, PushPayload.Whole(PushBench.Message, Home));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static JsonElement Whole(AlertMessage message) => Parse(PushPayload.Whole(message, Home));

    private static JsonElement Parse(byte[] bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        return json.RootElement.Clone();
    }
}
