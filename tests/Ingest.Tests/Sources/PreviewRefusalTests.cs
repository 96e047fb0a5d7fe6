using System.Net;
using System.Net.Sockets;
using System.Text;
using Syndication.Testing;
using Syndication.Testing.Time;

namespace Syndication.Ingest.Tests.Sources;

/// <summary>What is not previewed, and what is said of it.</summary>
public sealed class PreviewRefusalTests : IAsyncLifetime
{
    private const int Most = 16 << 20;
    private readonly ManualTime _time = new();
    private readonly IngestHost _host;

    public PreviewRefusalTests() => _host = new(time: _time);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("<html><body>খবর নেই</body></html>", "text/html")]
    [InlineData("<article><title>খবর</title></article>", "application/rss+xml")]
    [InlineData("{}", "application/json")]
    [InlineData("[1]", "application/json")]
    [InlineData("{\"url\":", "application/json")]
    [InlineData("{\"\\ud83d\":1,\"url\":\"https://khobor.example/\"}", "application/json")]
    [InlineData("\0\0\0", "application/octet-stream")]
    [InlineData("খবর", "text/plain")]
    [InlineData(" ", null)]
    public async Task What_is_no_feed_is_told_with_a_reason(string body, string? type)
    {
        var (status, problem) = await _host.Newsroom.PreviewAsync(body, type);

        Assert.Equal(422, status);
        Assert.NotEqual("", (string?)problem["detail"] ?? "");
    }

    [Fact]
    public async Task An_empty_body_is_told_as_such()
    {
        var (plain, problem) = await _host.Newsroom.PreviewAsync("");
        var (packed, _) = await _host.Newsroom.PreviewAsync(Preview.Pack([], "gzip"), coding: "gzip");

        Assert.Equal((422, 422), (plain, packed));
        Assert.Contains("empty", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task An_address_that_is_not_said_to_be_JSON_is_told_how(string? type)
    {
        var (status, problem) = await _host.Newsroom.PreviewAsync(
            "{\"url\":\"https://khobor.example/\"}",
            type
        );

        Assert.Equal(422, status);
        Assert.Contains(
            "Content-Type: application/json",
            (string?)problem["detail"],
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("gzip, gzip")]
    public async Task What_is_longer_than_16_MiB_is_too_large_however_it_is_packed(string? coding)
    {
        var body = new byte[Most + 1];
        if (coding is not null)
            body = coding.Split(", ").Aggregate(body, Preview.Pack);

        var (status, problem) = await _host.Newsroom.PreviewAsync(body, coding: coding);

        Assert.Equal(413, status);
        Assert.Contains("16777216", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_16_MiB_is_looked_at()
    {
        var body = new byte[Most];
        Array.Fill(body, (byte)' ');

        var (plain, _) = await _host.Newsroom.PreviewAsync(body);
        var (packed, _) = await _host.Newsroom.PreviewAsync(Preview.Pack(body, "br"), coding: "br");

        Assert.Equal((422, 422), (plain, packed));
    }

    [Theory]
    [InlineData(Most, 422)]
    [InlineData(Most + 1, 413)]
    [InlineData(5 * Most, 413)]
    public async Task A_body_without_a_length_may_be_as_long_as_one_with(int length, int expected)
    {
        var body = new byte[length];
        Array.Fill(body, (byte)' ');
        using var request = new HttpRequestMessage(HttpMethod.Post, Preview.Path)
        {
            Content = new ByteArrayContent(body),
            Headers = { TransferEncodingChunked = true },
        };
        using var answer = await _host.Newsroom.SendAsync(request, IngestHost.Ct);

        Assert.Equal(expected, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip, br, gzip")]
    [InlineData("compress")]
    public async Task A_coding_that_nobody_knows_is_refused_and_better_ones_are_named(string coding)
    {
        using var content = new ByteArrayContent("x"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        using var request = new HttpRequestMessage(HttpMethod.Post, Preview.Path) { Content = content };
        using var answer = await _host.Newsroom.SendAsync(request, IngestHost.Ct);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains(
            "gzip",
            answer.Headers.NonValidated["Accept-Encoding"].ToString(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_body_that_is_not_what_its_coding_says_is_told_so(string coding)
    {
        var (status, problem) = await _host.Newsroom.PreviewAsync(
            Encoding.UTF8.GetBytes(Preview.Rss),
            coding: coding
        );

        Assert.Equal(400, status);
        Assert.NotNull(problem["errors"]!["Content-Encoding"]);
    }

    [Theory]
    [InlineData("khobor.example")]
    [InlineData("/feeds")]
    [InlineData("ftp://khobor.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user:secret@khobor.example/")]
    public async Task A_base_that_cannot_be_is_named(string address)
    {
        var (status, problem) = await _host.Newsroom.PreviewAsync(
            Preview.Rss,
            query: "?base=" + Uri.EscapeDataString(address)
        );

        Assert.Equal(400, status);
        Assert.NotNull(problem["errors"]!["base"]);
    }

    [Fact]
    public async Task Only_admins_preview()
    {
        var (nobody, _) = await _host.Client(null).PreviewAsync(Preview.Rss);
        var (other, _) = await _host.Client(IngestHost.AlertsKey).PreviewAsync(Preview.Rss);

        Assert.Equal((401, 403), (nobody, other));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Other_methods_are_told_which_one_it_is(string method)
    {
        using var request = new HttpRequestMessage(new(method), Preview.Path);
        using var answer = await _host.Newsroom.SendAsync(request, IngestHost.Ct);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["POST"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task Who_sends_too_slowly_is_told_so()
    {
        using var slow = await BeginAsync();
        var answer = AnswerAsync(slow);

        await Waiting.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMinutes(3));
                return answer.IsCompleted;
            },
            TimeSpan.FromSeconds(20),
            "an answer to half a body",
            IngestHost.Ct
        );

        var text = await answer;
        Assert.Contains(" 408 ", text, StringComparison.Ordinal);
        Assert.Contains("too long to arrive", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sends_much_too_much_is_answered_nevertheless()
    {
        var address = _host.Newsroom.BaseAddress!;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, IngestHost.Ct);
        var stream = client.GetStream();
        var head =
            $"POST {Preview.Path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {IngestHost.Key}\r\n"
            + $"Content-Length: {5 * Most}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), IngestHost.Ct);

        // As many clients do: everything is sent before anything is read.
        await stream.WriteAsync(new byte[5 * Most], IngestHost.Ct);

        Assert.Contains(" 413 ", await AnswerAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_too_many_previews_wait_the_next_one_is_told_to_come_back()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 265).Select(_ => BeginAsync()));
        try
        {
            var first = await await Task.WhenAny(all.Select(AnswerAsync));

            Assert.Contains(" 503 ", first, StringComparison.Ordinal);
            Assert.Contains("Retry-After: ", first, StringComparison.Ordinal);
        }
        finally
        {
            Array.ForEach(all, s => s.Dispose());
        }
        // Their places are free again once they are gone.
        var (status, _) = await _host.Newsroom.PreviewAsync("খবর", "text/plain");
        Assert.Equal(422, status);
    }

    /// <summary>Sends the head of a request, and of its body the first byte.</summary>
    private async Task<TcpClient> BeginAsync()
    {
        var address = _host.Newsroom.BaseAddress!;
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, IngestHost.Ct);
        var head =
            $"POST {Preview.Path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {IngestHost.Key}\r\n"
            + "Content-Length: 100000\r\n\r\n<";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), IngestHost.Ct);
        return client;
    }

    private static async Task<string> AnswerAsync(TcpClient client)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().Contains("traceId", StringComparison.Ordinal))
        {
            var read = await client.GetStream().ReadAsync(buffer, IngestHost.Ct);
            if (read == 0)
                break;
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        return text.ToString();
    }
}
