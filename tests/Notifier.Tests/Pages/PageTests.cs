using System.Net;

namespace Syndication.Notifier.Tests.Pages;

public sealed class PageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sign_up_page_speaks_the_publications_language_or_the_one_asked_for()
    {
        await using var host = new NotifierHost();
        using var client = host.CreateClient();

        using var response = await client.GetAsync("/alerts", Ct);
        var bengali = await response.Content.ReadAsStringAsync(Ct);
        var english = await client.GetStringAsync("/alerts?lang=en", Ct);

        Assert.Contains("<html lang=\"bn\"", bengali, StringComparison.Ordinal);
        Assert.Contains("আন্তর্জাতিক", bengali, StringComparison.Ordinal);
        Assert.DoesNotContain("cassinobr", bengali, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<html lang=\"en\"", english, StringComparison.Ordinal);
        Assert.Contains("Turn alerts on", english, StringComparison.Ordinal);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", bengali, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", bengali, StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/sw.js", "text/javascript")]
    [InlineData("/alerts/page.js", "text/javascript")]
    [InlineData("/alerts/page.css", "text/css")]
    [InlineData("/alerts/manifest.webmanifest", "application/manifest+json")]
    [InlineData("/alerts/icon-192.png", "image/png")]
    public async Task What_the_page_needs_is_there(string path, string type)
    {
        await using var host = new NotifierHost();
        using var client = host.CreateClient();

        using var response = await client.GetAsync(path, Ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task An_alert_stands_at_its_address_until_it_is_withdrawn_and_then_says_so()
    {
        await using var host = new NotifierHost();
        using var client = host.CreateClient();
        var article = News.Breaking with { Title = "<b>সেতু</b> & নদী" };
        await host.PublishAsync(article.Published(), Ct);
        var id = Assert.Single(await host.AlertsAsync(Ct)).Id;

        var standing = await client.GetStringAsync($"/alerts/{id}", Ct);
        await host.PublishAsync(article.Retracted(2), Ct);
        var withdrawn = await client.GetStringAsync($"/alerts/{id}", Ct);

        Assert.Contains("<h1>&lt;b&gt;সেতু&lt;/b&gt; &amp; নদী</h1>", standing, StringComparison.Ordinal);
        Assert.Contains(article.Url!, standing, StringComparison.Ordinal);
        Assert.Contains("প্রত্যাহার", withdrawn, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"button\"", withdrawn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_was_told_is_not_shown()
    {
        await using var host = new NotifierHost(automatic: "review");
        using var client = host.CreateClient();
        await host.PublishAsync(News.Breaking.Published(), Ct);
        var id = Assert.Single(await host.AlertsAsync(Ct)).Id;

        foreach (
            var path in (string[])
                [
                    $"/alerts/{id}",
                    $"/alerts/{Guid.NewGuid()}",
                    "/alerts/unsubscribe?token=x",
                    "/alerts/unsubscribe",
                ]
        )
        {
            using var response = await client.GetAsync(path, Ct);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        }
    }
}
