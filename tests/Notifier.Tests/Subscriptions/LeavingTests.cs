using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Security;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Tests.Subscriptions;

/// <summary>The link that ends alerts, before whoever means harm.</summary>
public sealed class LeavingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_that_is_not_to_the_bit_the_readers_ends_nothing()
    {
        await using var host = new NotifierHost();
        using var client = host.CreateClient();
        var made = await client.SignUpAsync();
        foreach (var one in Wrong(made))
        {
            using var got = await client.GetAsync($"/alerts/unsubscribe?token={one}", Ct);
            using var posted = await PostAsync(
                client,
                $"/alerts/unsubscribe?token={one}",
                "List-Unsubscribe=One-Click"
            );
            Assert.True(got.StatusCode == HttpStatusCode.NotFound, $"GET {one}: {got.StatusCode}");
            Assert.True(posted.StatusCode == HttpStatusCode.NotFound, $"POST {one}: {posted.StatusCode}");
        }
        Assert.Equal(SubscriptionState.Active, await StateAsync(host));
    }

    [Theory]
    [InlineData("HEAD", null, "", 405)]
    [InlineData("PUT", "application/x-www-form-urlencoded", "act=delete", 405)]
    [InlineData("POST", "multipart/form-data", "act=delete", 400)]
    [InlineData("POST", "multipart/form-data; boundary=x", "nothing of the kind", 400)]
    [InlineData("POST", "application/x-www-form-urlencoded", "2000 of them", 400)]
    [InlineData("POST", "application/x-www-form-urlencoded", "17 KiB", 413)]
    public async Task What_is_no_right_call_ends_nothing_and_breaks_nothing(
        string method,
        string? type,
        string body,
        int status
    )
    {
        await using var host = new NotifierHost();
        using var client = host.CreateClient();
        var made = await client.SignUpAsync();
        var text = body switch
        {
            "2000 of them" => string.Join('&', Enumerable.Range(0, 2000).Select(i => $"a{i}")),
            "17 KiB" => "act=" + new string('a', 17 << 10),
            _ => body,
        };

        using var request = new HttpRequestMessage(new(method), made.Link);
        if (type is not null)
            request.Content = new StringContent(text, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));
        using var response = await client.SendAsync(request, Ct);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(SubscriptionState.Active, await StateAsync(host));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click")]
    [InlineData(
        "multipart/form-data; boundary=x",
        "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n"
    )]
    public async Task One_click_of_a_mail_program_deletes_in_either_form(string type, string body)
    {
        await using var host = new NotifierHost();
        using var client = host.CreateClient();
        var made = await client.SignUpAsync();

        using var response = await PostAsync(client, made.Link, body, type);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(await StateAsync(host));
    }

    [Fact]
    public async Task Many_at_once_leave_once()
    {
        await using var host = new NotifierHost();
        using var client = host.CreateClient();
        var made = await client.SignUpAsync();

        var pages = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => client.GetStringAsync(made.Link, Ct))
        );

        Assert.All(pages, page => Assert.Contains("undo", page, StringComparison.Ordinal));
        Assert.Equal(SubscriptionState.Paused, await StateAsync(host));
    }

    [Theory]
    [InlineData("?lang=bn", "bn", "একটু পরে")]
    [InlineData("?lang=en", "en", "a minute")]
    public async Task Whoever_comes_back_too_often_is_told_so_in_their_language_and_when_to_try_again(
        string query,
        string language,
        string words
    )
    {
        await using var host = new NotifierHost();
        using var client = host.CreateClient();
        var link = (await client.SignUpAsync()).Link;
        await UndoUntilRefusedAsync(client, link);

        client.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");
        using var page = await PostAsync(client, $"{link}&{query[1..]}", "act=undo");
        client.DefaultRequestHeaders.Accept.Clear();
        using var problem = await PostAsync(client, link, "act=undo");

        Assert.Equal(HttpStatusCode.TooManyRequests, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.InRange(page.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        var text = await page.Content.ReadAsStringAsync(Ct);
        Assert.Contains($"<html lang=\"{language}\"", text, StringComparison.Ordinal);
        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.Contains("<h1>", text, StringComparison.Ordinal);
        Assert.Contains($"lang={(language == "en" ? "bn" : "en")}\"", text, StringComparison.Ordinal);
        // The button stands there for later.
        Assert.Contains("value=\"undo\"", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.TooManyRequests, problem.StatusCode);
        Assert.Equal("application/problem+json", problem.Content.Headers.ContentType?.MediaType);
        Assert.InRange(problem.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public void One_readers_limit_is_no_other_readers()
    {
        using var limit = new UndoLimit(Options.Create(new RateLimitOptions()));
        for (var i = 0; i < 5; i++)
            Assert.True(limit.Allows(1));

        Assert.False(limit.Allows(1));
        Assert.True(limit.Allows(1 + (1 << 16)));
    }

    private static async Task UndoUntilRefusedAsync(HttpClient client, string link)
    {
        for (var i = 0; i < 5; i++)
        {
            await client.GetStringAsync(link, Ct);
            using var undone = await PostAsync(client, link, "act=undo");
            Assert.Equal(HttpStatusCode.OK, undone.StatusCode);
        }
        await client.GetStringAsync(link, Ct);
    }

    private static string[] Wrong(Reader.SignedUp made)
    {
        var token = made.Link[(made.Link.IndexOf('=', StringComparison.Ordinal) + 1)..];
        var bytes = Base64Url.DecodeFromChars(token);
        bytes[^1] ^= 1;
        return
        [
            "",
            "x",
            "%00",
            "%FF%FE",
            "%ED%A0%80",
            "\u09E7\u09E8",
            "..%2F..%2Fetc%2Fpasswd",
            "%27%3BDROP%20TABLE%20x--",
            new('A', 8_000),
            Base64Url.EncodeToString(bytes),
            Base64Url.EncodeToString(made.Id.ToByteArray()),
            Base64Url.EncodeToString(new byte[32]),
            token[..^1],
            token + "A",
            token + "%3D",
            token + "%20",
            token.ToUpperInvariant(),
            $"{token}&token={token}",
            made.Token,
        ];
    }

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient client,
        string path,
        string body,
        string type = "application/x-www-form-urlencoded"
    )
    {
        using var content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));
        return await client.PostAsync(path, content, Ct);
    }

    private static Task<SubscriptionState?> StateAsync(NotifierHost host) =>
        host.The<UnitOfWork>()
            .ReadAsync(
                db => db.Subscriptions.Select(s => (SubscriptionState?)s.State).SingleOrDefaultAsync(Ct),
                Ct
            );
}
