using System.Buffers.Binary;
using System.Net.Http.Json;
using System.Text.Json;

namespace Syndication.Notifier.Tests.Pages;

/// <summary>
/// The page on an iPhone (its name and what its browser lacks; no real one was at hand), in old browsers, to a keyboard and
/// to a screen reader.
/// </summary>
public sealed class PhoneTests : BrowserScene
{
    private const string IPhone =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

    // Where no script answers, one sentence stands there after a while; until its styles have come nothing is shown at all,
    // though the sentence counts as visible.
    private const string IsTold =
        "document.readyState === 'complete' && [...document.querySelectorAll('#say-script')].some(p => getComputedStyle(p).visibility === 'visible')";

    [Fact]
    public async Task An_iPhone_finds_what_it_needs_to_keep_the_page_on_its_home_screen()
    {
        Client.DefaultRequestHeaders.UserAgent.ParseAdd(IPhone);

        var page = await Client.GetStringAsync("/alerts", Ct);
        var manifest = await Client.GetFromJsonAsync<JsonElement>("/alerts/manifest.webmanifest", Ct);

        Assert.Contains(
            "<link rel=\"manifest\" href=\"/alerts/manifest.webmanifest\">",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "<link rel=\"apple-touch-icon\" href=\"/alerts/icon-192.png\">",
            page,
            StringComparison.Ordinal
        );
        Assert.Equal("standalone", manifest.GetProperty("display").GetString());
        Assert.Equal("/alerts", manifest.GetProperty("start_url").GetString());
        Assert.NotEmpty(manifest.GetProperty("short_name").GetString()!);
        foreach (var icon in manifest.GetProperty("icons").EnumerateArray())
        {
            var bytes = await Client.GetByteArrayAsync(icon.GetProperty("src").GetString()!, Ct);
            var width = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16));
            var height = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20));
            Assert.Equal($"{width}x{height}", icon.GetProperty("sizes").GetString());
        }
    }

    [Theory]
    [InlineData("?lang=bn", false, "say-install", "হোম স্ক্রিনে যোগ করুন’ (Add to Home Screen)")]
    [InlineData("?lang=en", false, "say-install", "Add to Home Screen")]
    [InlineData("?lang=bn", true, "say-too-old", "১৬.৪")]
    [InlineData("?lang=en", true, "say-too-old", "16.4")]
    public async Task An_iPhones_reader_is_told_what_to_do(
        string query,
        bool isOnHome,
        string said,
        string words
    )
    {
        await Browser.CallAsync(
            "Emulation.setUserAgentOverride",
            new { userAgent = IPhone, platform = "iPhone" }
        );
        // Safari has neither before the page is on the home screen, nor before system 16.4.
        await BeforeEachPageAsync(
            $"delete window.PushManager; delete window.Notification; Object.defineProperty(navigator, 'standalone', {{ value: {(isOnHome ? "true" : "false")} }});"
        );

        await OpenAsync(query);

        Assert.Equal(said, await SaidAsync());
        var text = await Browser.EvaluateAsync("document.querySelector('#say > p:not([hidden])').innerText");
        Assert.Contains(words, text.GetString(), StringComparison.Ordinal);
        Assert.True((await Browser.EvaluateAsync("document.getElementById('wishes').hidden")).GetBoolean());
    }

    [Fact]
    public async Task Without_scripts_the_page_says_that_it_needs_them_and_offers_nothing_that_would_not_work()
    {
        await Browser.CallAsync("Emulation.setScriptExecutionDisabled", new { value = true });
        await Browser.CallAsync("Page.navigate", new { url = $"{Origin}/alerts" });
        await Browser.UntilAsync(IsTold);

        var text = (await Browser.EvaluateAsync("document.querySelector('main').innerText")).GetString();

        Assert.Contains("জাভাস্ক্রিপ্ট দরকার", text, StringComparison.Ordinal);
        Assert.DoesNotContain("সব বিভাগ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_too_old_for_the_script_says_what_is_missing()
    {
        await Browser.CallAsync("Network.enable", new { });
        // As good as one that it cannot read.
        await Browser.CallAsync("Network.setBlockedURLs", new { urls = (string[])["*/alerts/page.js"] });
        var styles = new { urlPattern = "*/alerts/page.css" };
        await Browser.CallAsync("Fetch.enable", new { patterns = (object[])[styles] });
        await Browser.CallAsync("Page.navigate", new { url = $"{Origin}/alerts?lang=en" });
        await Browser.UntilAsync("document.getElementById('say-script') !== null");
        // Nothing is shown before there are styles, though nothing hides it yet: whoever looks now must look again.
        Assert.False((await Browser.EvaluateAsync(IsTold)).GetBoolean());
        await Browser.CallAsync("Fetch.disable", new { });

        await Browser.UntilAsync(IsTold);

        var text = (await Browser.EvaluateAsync("document.querySelector('main').innerText")).GetString();
        Assert.Contains("a browser that is not too old", text, StringComparison.Ordinal);
        Assert.DoesNotContain("All topics", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "/alerts", "bn", "সতর্কবার্তা")]
    [InlineData("?lang=bn", "/alerts", "bn", "সতর্কবার্তা")]
    [InlineData("?lang=en", "/alerts?lang=en", "en", "News alerts")]
    public async Task A_page_kept_on_the_home_screen_opens_in_the_language_it_was_kept_in(
        string query,
        string opens,
        string language,
        string name
    )
    {
        await OpenAsync(query);

        var link = await Browser.EvaluateAsync("document.querySelector('link[rel=manifest]').href");
        var manifest = await Client.GetFromJsonAsync<JsonElement>(
            new Uri(link.GetString()!).PathAndQuery,
            Ct
        );

        Assert.Equal(opens, manifest.GetProperty("start_url").GetString());
        Assert.Equal(language, manifest.GetProperty("lang").GetString());
        Assert.Contains(name, manifest.GetProperty("name").GetString(), StringComparison.Ordinal);
        // One app, whatever the language.
        Assert.Equal("/alerts", manifest.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Whatever_can_be_reached_has_a_name_and_whoever_pauses_by_keyboard_stays_where_they_are()
    {
        await SignUpAsync();
        await Browser.EvaluateAsync("form.elements.quiet.click()");

        var tree = await Browser.CallAsync("Accessibility.getFullAXTree", new { });
        var reached = tree.GetProperty("nodes")
            .EnumerateArray()
            .Where(IsReached)
            .Select(n => (Role: Value(n, "role"), Name: Value(n, "name")))
            .ToList();
        Assert.Contains(reached, n => n.Role == "checkbox");
        Assert.All(reached, n => Assert.False(string.IsNullOrWhiteSpace(n.Name), n.Role));

        await Browser.EvaluateAsync("document.getElementById('pause').focus()");
        await Browser.PressAsync("Enter", 13, "\r");
        await UntilSaidAsync("paused");
        Assert.Equal("go-on", (await Browser.EvaluateAsync("document.activeElement.id")).GetString());
        await Browser.PressAsync("Enter", 13, "\r");
        await UntilSaidAsync("on");
        Assert.Equal("pause", (await Browser.EvaluateAsync("document.activeElement.id")).GetString());
        await Browser.EvaluateAsync("document.getElementById('test').focus()");
        await Browser.PressAsync("Enter", 13, "\r");
        await UntilSaidAsync("test-sent");
        Assert.Equal("test", (await Browser.EvaluateAsync("document.activeElement.id")).GetString());
    }

    [Theory]
    [InlineData("/sw.js")]
    [InlineData("/alerts/reader.js")]
    [InlineData("/alerts/page.js")]
    public async Task Scripts_ask_nothing_of_a_phone_that_one_of_ten_years_ago_cannot_do(string path)
    {
        var script = await Client.GetStringAsync(path, Ct);

        // Chrome on Android 5 ends at version 95; these came later, or after the 80 that the scripts keep to.
        foreach (
            var late in (string[])
                [
                    "??=",
                    "||=",
                    "&&=",
                    "replaceAll",
                    "AbortSignal.",
                    "structuredClone",
                    ".at(",
                    "Object.hasOwn",
                    "Promise.any",
                ]
        )
            Assert.DoesNotContain(late, script, StringComparison.Ordinal);
    }

    private static bool IsReached(JsonElement node) =>
        !node.GetProperty("ignored").GetBoolean()
        && Value(node, "role") != "RootWebArea"
        && node.TryGetProperty("properties", out var properties)
        && properties
            .EnumerateArray()
            .Any(p =>
                p.GetProperty("name").GetString() == "focusable"
                && p.GetProperty("value").GetProperty("value").ValueKind == JsonValueKind.True
            );

    private static string? Value(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.TryGetProperty("value", out var text)
            ? text.GetString()
            : null;
}
