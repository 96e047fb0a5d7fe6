using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using Syndication.Hosting.Outbound;
using Syndication.Testing;

namespace Syndication.Hosting.Tests.Outbound;

/// <summary>What another server may do to whoever calls it, and what that costs.</summary>
public sealed class HostileServerTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(400);

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Slow: ")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 100000\r\n\r\n")]
    public async Task A_trickle_ends_when_the_time_is_up(string beginning)
    {
        await using var server = new CannedHttp((_, stream, ct) => TrickleAsync(beginning, stream, ct));
        using var http = Caller.Open();
        var watch = Stopwatch.StartNew();

        var reason = await http.FailAsync<OutboundOutcome.TimedOut>(new(server.Url()) { TimeLimit = Short });

        Assert.Contains("127.0.0.1", reason, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, Short / 2, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Redirects_share_one_time_limit()
    {
        var hop = 0;
        await using var server = new CannedHttp(
            async (_, stream, ct) =>
            {
                await Task.Delay(Short / 2, TimeProvider.System, ct);
                await CannedHttp.WriteAsync(stream, $"HTTP/1.1 302 Found\nLocation: /{hop++}", default, ct);
            }
        );
        using var http = Caller.Open();

        await http.FailAsync<OutboundOutcome.TimedOut>(
            new(server.Url()) { TimeLimit = Short, MostRedirects = 50 }
        );
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("gzip, gzip")]
    public async Task A_bomb_stops_at_the_limit(string coding)
    {
        var bomb = Bomb(coding);
        await using var server = new CannedHttp($"HTTP/1.1 200 OK\nContent-Encoding: {coding}", bomb);
        using var http = Caller.Open();

        await http.FailAsync<OutboundOutcome.TooLarge>(new(server.Url()) { MostBytes = 1 << 20 });
    }

    [Fact]
    public async Task An_endless_body_stops_at_the_limit()
    {
        await using var server = new CannedHttp(EndlessAsync);
        using var http = Caller.Open();

        await http.FailAsync<OutboundOutcome.TooLarge>(new(server.Url()) { MostBytes = 1 << 20 });
    }

    [Fact]
    public async Task An_endless_body_that_decompresses_to_nothing_stops_at_the_limit()
    {
        await using var server = new CannedHttp(EmptyMembersAsync);
        using var http = Caller.Open();

        await http.FailAsync<OutboundOutcome.TooLarge>(new(server.Url()) { MostBytes = 1 << 20 });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task Header_fields_without_end_are_not_read_to_it(int fields)
    {
        var lines = string.Concat(
            Enumerable.Range(0, fields).Select(i => $"\nX-{i}: {new string('x', (4 << 20) / fields)}")
        );
        await using var server = new CannedHttp("HTTP/1.1 200 OK" + lines);
        using var http = Caller.Open();

        await http.FailAsync<OutboundOutcome.TooLarge>(new(server.Url()));
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nঅর্ধেক")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 20\r\n\r\n<html>no brotli here")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\nContent-Length: 3\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip, gzip\r\nContent-Length: 3\r\n\r\nabc")]
    [InlineData("")]
    public async Task What_is_no_answer_is_told_as_such(string said)
    {
        await using var server = new CannedHttp(
            (_, s, ct) => s.WriteAsync(Encoding.UTF8.GetBytes(said), ct).AsTask()
        );
        using var http = Caller.Open();

        await http.FailAsync<OutboundOutcome.Unreachable>(new(server.Url()));
    }

    [Fact]
    public async Task Of_an_error_the_status_counts_and_the_beginning_of_the_body()
    {
        await using var server = new CannedHttp(
            "HTTP/1.1 410 Gone",
            Encoding.UTF8.GetBytes("নেই " + new string('x', 1 << 20))
        );
        using var http = Caller.Open();

        var answer = await http.AnswerAsync(new(server.Url()));

        Assert.Equal(HttpStatusCode.Gone, answer.Status);
        Assert.Equal(64 << 10, answer.Body.Length);
        Assert.StartsWith("নেই ", Encoding.UTF8.GetString(answer.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_whose_body_is_broken_still_has_a_status()
    {
        await using var server = new CannedHttp(
            "HTTP/1.1 404 Not Found\nContent-Encoding: gzip",
            "না"u8.ToArray()
        );
        using var http = Caller.Open();

        var answer = await http.AnswerAsync(new(server.Url()));

        Assert.Equal("404 Not Found", answer.StatusText);
        Assert.Equal(0, answer.Body.Length);
    }

    private static async Task TrickleAsync(string beginning, Stream stream, CancellationToken ct)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), ct);
        while (true)
        {
            if (beginning.Length > 0)
                await stream.WriteAsync("x"u8.ToArray(), ct);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
        }
    }

    private static async Task EndlessAsync(string request, Stream stream, CancellationToken ct)
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), ct);
        var block = new byte[64 << 10];
        while (true)
            await stream.WriteAsync(block, ct);
    }

    private static async Task EmptyMembersAsync(string request, Stream stream, CancellationToken ct)
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"u8.ToArray(), ct);
        // A gzip member of an empty file: twenty bytes in, none out.
        var member = Convert.FromHexString("1f8b080000000000000303000000000000000000"); // ten of head, two of data, eight of trailer
        var block = Enumerable.Repeat(member, 3000).SelectMany(m => m).ToArray();
        while (true)
            await stream.WriteAsync(block, ct);
    }

    private static byte[] Bomb(string coding)
    {
        var bytes = new byte[64 << 20];
        foreach (var one in coding.Split(", "))
        {
            using var packed = new MemoryStream();
            using (
                Stream pack = one switch
                {
                    "br" => new BrotliStream(packed, CompressionLevel.Fastest),
                    "deflate" => new ZLibStream(packed, CompressionLevel.Fastest),
                    _ => new GZipStream(packed, CompressionLevel.Fastest),
                }
            )
                pack.Write(bytes);
            bytes = packed.ToArray();
        }
        return bytes;
    }
}
