using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Syndication.Hosting.Outbound;
using Syndication.Testing;

namespace Syndication.Hosting.Tests.Outbound;

public sealed class OutboundHttpTests
{
    private static readonly byte[] Words = Encoding.UTF8.GetBytes("নদীর ধারে মেলা বসেছে। ");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_says_who_calls_and_nothing_that_it_was_not_told_to()
    {
        // A trace that is under way here is nobody else's business.
        using var trace = new Activity("a trace").Start();
        await using var server = new CannedHttp("HTTP/1.1 200 OK\nSet-Cookie: a=1");
        using var http = Caller.Open();

        await http.AnswerAsync(new(server.Url("/feed?x=1#part")));
        await http.AnswerAsync(new(server.Url("/feed")) { Headers = [new("If-None-Match", "W/\"১\"")] });

        var lines = server.Requests[0].TrimEnd().Split("\r\n");
        Assert.Equal(4, lines.Length);
        Assert.Equal("GET /feed?x=1 HTTP/1.1", lines[0]);
        Assert.Contains($"Host: 127.0.0.1:{server.Port}", lines);
        Assert.Contains("Accept-Encoding: gzip, br", lines);
        Assert.Contains(
            lines,
            l =>
                l.StartsWith("User-Agent: Syndication/", StringComparison.Ordinal)
                && l.EndsWith("(+https://feeds.khobor.example)", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("Cookie", server.Requests[1], StringComparison.Ordinal);
        Assert.Contains(
            Encoding.Latin1.GetString("If-None-Match: W/\"১\""u8),
            server.Requests[1],
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    [InlineData("X-GZIP")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    [InlineData("br, gzip")]
    public async Task A_body_is_answered_as_it_was_before_it_was_packed(string coding)
    {
        var packed = coding.Split(", ").Aggregate(Words, Pack);
        var name = coding.Replace("raw ", "", StringComparison.Ordinal);
        await using var server = new CannedHttp(
            $"HTTP/1.1 200 OK\nContent-Type: text/xml; charset=x\nContent-Encoding: {name}",
            packed
        );
        using var http = Caller.Open();

        var answer = await http.AnswerAsync(new(server.Url()));

        Assert.Equal(Words, answer.Body.ToArray());
        Assert.Equal("text/xml; charset=x", answer.ContentType);
    }

    [Fact]
    public async Task A_body_may_be_as_long_as_the_limit()
    {
        await using var server = new CannedHttp("HTTP/1.1 200 OK", Words);
        using var http = Caller.Open();

        await http.AnswerAsync(new(server.Url()) { MostBytes = Words.Length });
        await http.FailAsync<OutboundOutcome.TooLarge>(new(server.Url()) { MostBytes = Words.Length - 1 });
    }

    [Fact]
    public async Task An_answer_without_a_body_has_its_headers()
    {
        await using var server = new CannedHttp(
            "HTTP/1.1 304 Not Modified\nETag: \"a\"\nLink: <a>; rel=hub\nlink: <b>; rel=self\nX-Name: খবর"
        );
        using var http = Caller.Open();

        var answer = await http.AnswerAsync(new(server.Url()));

        Assert.Equal(HttpStatusCode.NotModified, answer.Status);
        Assert.Equal("\"a\"", answer.Header("etag"));
        Assert.Equal("<a>; rel=hub, <b>; rel=self", answer.Header("LINK"));
        Assert.Equal("খবর", answer.Header("X-Name"));
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Wed, 13 Aug 2025 06:45:00 GMT", 120)]
    [InlineData("Wed, 13 Aug 2025 06:00:00 GMT", 0)]
    [InlineData("-5", null)]
    [InlineData("পরে", null)]
    public async Task How_long_to_wait_is_told_in_seconds_or_as_a_date(string value, int? seconds)
    {
        await using var server = new CannedHttp($"HTTP/1.1 429 Too Many Requests\nRetry-After: {value}");
        using var http = Caller.Open();

        var answer = await http.AnswerAsync(new(server.Url()));

        Assert.Equal(seconds, answer.RetryAfter(Some.Instant)?.TotalSeconds);
    }

    [Fact]
    public async Task A_body_is_posted_with_what_describes_it()
    {
        await using var server = new CannedHttp("HTTP/1.1 201 Created");
        using var http = Caller.Open();

        await http.AnswerAsync(
            new(server.Url("/push"))
            {
                Method = HttpMethod.Post,
                Headers = [new("TTL", "60"), new("Content-Encoding", "aes128gcm"), new("User-Agent", "x/1")],
                Body = Words,
            }
        );

        var request = server.Requests[0];
        Assert.StartsWith("POST /push", request, StringComparison.Ordinal);
        Assert.Contains("\r\nTTL: 60\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Encoding: aes128gcm\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nUser-Agent: x/1\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + Encoding.Latin1.GetString(Words), request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_with_a_line_break_is_the_callers_fault()
    {
        using var http = Caller.Open();
        await Assert.ThrowsAsync<ArgumentException>(() =>
            http.SendAsync(new(new Uri("http://127.0.0.1:1/")) { Headers = [new("X-A", "a\r\nX-B: b")] }, Ct)
        );
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_named()
    {
        var port = FreePort.Next();
        using var http = Caller.Open();

        var reason = await http.FailAsync<OutboundOutcome.Unreachable>(
            new(new Uri($"http://127.0.0.1:{port}/"))
        );

        Assert.Equal($"'127.0.0.1' takes no connection at port {port}.", reason);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_named()
    {
        using var nobody = Caller.Open(_ => throw new SocketException((int)SocketError.HostNotFound));
        using var empty = Caller.Open(_ => []);
        var request = new OutboundRequest(new Uri("http://খবর.example/"));

        Assert.Contains(
            "is not known",
            await nobody.FailAsync<OutboundOutcome.Unreachable>(request),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "is not known",
            await empty.FailAsync<OutboundOutcome.Unreachable>(request),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_name_that_no_name_server_would_take_is_no_surprise()
    {
        using var http = Caller.Open();
        var name = string.Join('.', Enumerable.Repeat(new string('a', 60), 5));

        await http.FailAsync<OutboundOutcome.Unreachable>(new(new Uri($"http://{name}.example/")));
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_not_told_of_a_time_limit()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await using var server = new CannedHttp(
            async (_, _, ct) =>
            {
                await end.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            }
        );
        using var http = Caller.Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            http.SendAsync(new(server.Url()), end.Token)
        );
    }

    private static byte[] Pack(byte[] bytes, string coding)
    {
        using var packed = new MemoryStream();
        using (
            Stream pack = coding switch
            {
                "identity" => new BufferedStream(packed),
                "br" => new BrotliStream(packed, CompressionLevel.Fastest),
                "deflate" => new ZLibStream(packed, CompressionLevel.Fastest),
                "raw deflate" => new DeflateStream(packed, CompressionLevel.Fastest),
                _ => new GZipStream(packed, CompressionLevel.Fastest),
            }
        )
            pack.Write(bytes);
        return packed.ToArray();
    }
}
