using System.Net;
using Syndication.Hosting.Outbound;
using Syndication.Testing;

namespace Syndication.Hosting.Tests.Outbound;

public sealed class RedirectTests
{
    [Theory]
    [InlineData("/301/301/end", "/end")]
    [InlineData("/308/301/end", "/end")]
    [InlineData("/301/302/end", "/302/end")]
    [InlineData("/301/307/301/end", "/307/301/end")]
    [InlineData("/302/301/end", null)]
    [InlineData("/303/end", null)]
    [InlineData("/end", null)]
    public async Task Where_it_lies_from_now_on_is_told_as_far_as_redirects_are_permanent(
        string path,
        string? permanent
    )
    {
        await using var server = Stairs();
        using var http = Caller.Open();

        var answer = await http.AnswerAsync(new(server.Url(path)));

        Assert.Equal("/end", answer.FinalUrl.AbsolutePath);
        Assert.Equal(permanent, answer.PermanentUrl?.AbsolutePath);
    }

    [Fact]
    public async Task The_sixth_redirect_is_one_too_many()
    {
        await using var server = Stairs();
        using var http = Caller.Open();

        await http.AnswerAsync(new(server.Url("/302/302/302/302/302/end")));
        var reason = await http.FailAsync<OutboundOutcome.BadRedirect>(
            new(server.Url("/302/302/302/302/302/302/end"))
        );

        Assert.Contains("5 redirects", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_an_answer_to_who_follows_none()
    {
        await using var server = Stairs();
        using var http = Caller.Open();

        var answer = await http.AnswerAsync(new(server.Url("/301/end")) { MostRedirects = 0 });

        Assert.Equal(HttpStatusCode.MovedPermanently, answer.Status);
        Assert.Equal("/end", answer.Header("location"));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("Location: /here")]
    [InlineData("Location: /")]
    [InlineData("Location: ")]
    [InlineData("X-Location: /there")]
    [InlineData("Location: ftp://khobor.example/")]
    [InlineData("Location: file:///etc/passwd")]
    [InlineData("Location: javascript:alert(1)")]
    [InlineData("Location: http://user:secret@khobor.example/")]
    [InlineData("Location: http://")]
    public async Task A_redirect_that_leads_nowhere_is_told_as_such(string location)
    {
        await using var server = new CannedHttp($"HTTP/1.1 302 Found\n{location}");
        using var http = Caller.Open();

        await http.FailAsync<OutboundOutcome.BadRedirect>(new(server.Url("/here")));
    }

    [Theory]
    [InlineData("https://khobor.example/a", "http://khobor.example/a", false)]
    [InlineData("https://khobor.example/a", "//other.example/a", true)]
    [InlineData("http://khobor.example/a", "https://khobor.example/a", true)]
    public void Only_from_https_to_http_no_redirect_is_followed(string from, string to, bool followed)
    {
        var journey = new Journey(new(new Uri(from)));

        var end = journey.Follow(HttpStatusCode.MovedPermanently, to);

        Assert.Equal(followed, end is null);
        Assert.Equal(followed, journey.PermanentUrl is not null);
    }

    [Theory]
    [InlineData("/নতুন/খবর")]
    [InlineData("/%E0%A6%A8%E0%A6%A4%E0%A7%81%E0%A6%A8/%E0%A6%96%E0%A6%AC%E0%A6%B0")]
    public async Task A_bengali_path_is_followed_as_letters_or_percent_encoded(string path)
    {
        await using var server = new CannedHttp(
            (request, stream, ct) =>
                CannedHttp.WriteAsync(
                    stream,
                    request.StartsWith("GET / ", StringComparison.Ordinal)
                        ? $"HTTP/1.1 301 Moved Permanently\nLocation: {path}"
                        : "HTTP/1.1 200 OK",
                    default,
                    ct
                )
        );
        using var http = Caller.Open();

        var answer = await http.AnswerAsync(new(server.Url()));

        Assert.Equal("/নতুন/খবর", Uri.UnescapeDataString(answer.FinalUrl.AbsolutePath));
        Assert.Contains("GET /%E0%A6%A8%E0%A6%A4", server.Requests[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/301/end", "GET", false)]
    [InlineData("/303/end", "GET", false)]
    [InlineData("/307/end", "POST", true)]
    [InlineData("/308/end", "POST", true)]
    public async Task A_post_stays_one_only_where_the_redirect_says_so(string path, string method, bool body)
    {
        await using var server = Stairs();
        using var http = Caller.Open();

        await http.AnswerAsync(
            new(server.Url(path))
            {
                Method = HttpMethod.Post,
                Headers = [new("Content-Type", "text/plain")],
                Body = "কথা"u8.ToArray(),
            }
        );

        Assert.StartsWith($"{method} /end", server.Requests[1], StringComparison.Ordinal);
        Assert.Equal(body, server.Requests[1].Contains("Content-Length: 9", StringComparison.Ordinal));
        Assert.Equal(body, server.Requests[1].Contains("text/plain", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_is_not_handed_on_to_another_origin()
    {
        await using var other = new CannedHttp("HTTP/1.1 200 OK");
        await using var server = new CannedHttp($"HTTP/1.1 307 Temporary Redirect\nLocation: {other.Url()}");
        using var http = Caller.Open();

        await http.AnswerAsync(
            new(server.Url())
            {
                Headers = [new("Authorization", "Bearer secret"), new("If-None-Match", "\"a\"")],
            }
        );

        Assert.Contains("Bearer secret", server.Requests[0], StringComparison.Ordinal);
        Assert.DoesNotContain("secret", other.Requests[0], StringComparison.Ordinal);
        Assert.Contains("If-None-Match: \"a\"", other.Requests[0], StringComparison.Ordinal);
    }

    /// <summary>Redirects with the status that a path begins with, to the rest of the path.</summary>
    private static CannedHttp Stairs() =>
        new(
            (request, stream, ct) =>
            {
                var path = request.Split(' ')[1];
                var head =
                    path == "/end"
                        ? "HTTP/1.1 200 OK"
                        : $"HTTP/1.1 {path[1..4]} Elsewhere\nLocation: {path[4..]}";
                return CannedHttp.WriteAsync(stream, head, default, ct);
            }
        );
}
