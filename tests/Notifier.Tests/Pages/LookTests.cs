namespace Syndication.Notifier.Tests.Pages;

/// <summary>How the page looks: in bad light, on narrow and wide screens, and to whoever has it read aloud.</summary>
public sealed class LookTests : BrowserScene
{
    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Words_stand_out_from_what_is_behind_them(string scheme)
    {
        await SignUpAsync();
        await Browser.CallAsync(
            "Emulation.setEmulatedMedia",
            new { features = (object[])[new { name = "prefers-color-scheme", value = scheme }] }
        );

        var found = await Browser.EvaluateAsync(
            """
            (() => {
              const parts = (color) => color.match(/[\d.]+/g).map(Number);
              const light = (color) => {
                const [r, g, b] = parts(color).map((x) => x / 255).map((x) => x <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
                return .2126 * r + .7152 * g + .0722 * b;
              };
              const behind = (element) => {
                for (let e = element; e; e = e.parentElement) {
                  const color = getComputedStyle(e).backgroundColor;
                  if ((parts(color)[3] ?? 1) === 1) return color;
                }
                return "rgb(255, 255, 255)";
              };
              const words = [...document.querySelectorAll("body *")].filter((e) => e.getClientRects().length > 0
                && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()));
              return words.map((e) => {
                const [a, b] = [light(getComputedStyle(e).color), light(behind(e))];
                return { what: e.outerHTML.slice(0, 80), ratio: (Math.max(a, b) + .05) / (Math.min(a, b) + .05) };
              });
            })()
            """
        );

        Assert.True(found.GetArrayLength() > 20);
        Assert.All(
            found.EnumerateArray(),
            word => Assert.True(word.GetProperty("ratio").GetDouble() >= 4.5, word.ToString())
        );
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Everything_stands_in_one_column_and_nothing_sticks_out_and_what_is_said_is_seen(
        int width
    )
    {
        await Browser.CallAsync(
            "Emulation.setDeviceMetricsOverride",
            new
            {
                width,
                height = 700,
                deviceScaleFactor = 1,
                mobile = width < 500,
            }
        );
        await SignUpAsync();

        var lefts = await Browser.EvaluateAsync(
            "[...document.querySelectorAll('.wrap')].map(e => e.getBoundingClientRect().left + parseFloat(getComputedStyle(e).paddingLeft))"
        );
        Assert.Equal(3, lefts.GetArrayLength());
        Assert.Single(lefts.EnumerateArray().Select(l => l.GetDouble()).Distinct());
        var isWider = "document.documentElement.scrollWidth > document.documentElement.clientWidth";
        Assert.False((await Browser.EvaluateAsync(isWider)).GetBoolean());

        // Whoever keeps changes is at the end of a long page.
        await Browser.EvaluateAsync("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })");
        await ClickAsync("submit", "on");
        var isSeen =
            "(r => r.top >= 0 && r.bottom <= innerHeight)(document.getElementById('say-on').getBoundingClientRect())";
        Assert.True((await Browser.EvaluateAsync(isSeen)).GetBoolean());
    }

    [Fact]
    public async Task A_screen_reader_is_told_what_is_in_another_language_than_the_page()
    {
        await OpenAsync("?lang=en");

        var strangers = await Browser.EvaluateAsync(
            """
            [...document.querySelectorAll("body *")]
              .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && /\p{Script=Bengali}/u.test(n.data)))
              .filter((e) => e.closest("[lang]").lang !== "bn").map((e) => e.outerHTML)
            """
        );

        Assert.Empty(strangers.EnumerateArray());
    }
}
