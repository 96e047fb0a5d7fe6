using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Syndication.Hosting.Security;

namespace Syndication.Hosting.Tests;

/// <summary>Requests of those who try the door.</summary>
public sealed class KnockingTests : HouseTest
{
    [Theory]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked\r\ncontent-length: 0")]
    public Task A_request_that_tells_its_length_twice_is_refused_with_its_connection(string lengths) =>
        RunAsync(
            _ => { },
            app => app.MapPost("/taken", () => "thanks"),
            async client =>
            {
                var answer = await SayAsync(
                    client.BaseAddress!,
                    $"POST /taken HTTP/1.1\r\nHost: house\r\n{lengths}\r\n\r\n0\r\n\r\n"
                        + "GET /health/live HTTP/1.1\r\nHost: house\r\n\r\n"
                );

                Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
                Assert.Contains("never both", answer, StringComparison.Ordinal);
                // What was smuggled behind it is not answered.
                Assert.Equal(1, answer.Split("HTTP/1.1 ").Length - 1);
            }
        );

    [Fact]
    public Task A_request_that_tells_its_length_once_is_taken() =>
        RunAsync(
            _ => { },
            app => app.MapPost("/taken", () => "thanks"),
            async client =>
            {
                foreach (
                    var (length, body) in new[]
                    {
                        ("Content-Length: 2", "ok"),
                        ("Transfer-Encoding: chunked", "2\r\nok\r\n0\r\n\r\n"),
                    }
                )
                {
                    var answer = await SayAsync(
                        client.BaseAddress!,
                        $"POST /taken HTTP/1.1\r\nHost: house\r\nConnection: close\r\n{length}\r\n\r\n{body}"
                    );
                    Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
                }
            }
        );

    [Fact]
    public async Task Calls_without_a_key_or_with_a_wrong_one_leave_no_line_in_the_log()
    {
        var lines = new ConcurrentQueue<string>();
        await RunAsync(
            builder => builder.Logging.AddProvider(new LinesOf(lines)),
            app => app.MapGet("/locked", () => "open").RequireAuthorization(Scope.Admin),
            async client =>
            {
                var before = lines.Count;
                using (await client.GetAsync("/locked", Ct)) { }
                client.DefaultRequestHeaders.Authorization = new("Bearer", "a key of nobody's");
                using var answer = await client.GetAsync("/locked", Ct);
                Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
                Assert.Equal([], lines.Skip(before));
            },
            "--Logging:LogLevel:Default",
            "Information"
        );
        // The log is not just deaf.
        Assert.NotEmpty(lines);
    }

    // Everything that comes back until the other side closes.
    private static async Task<string> SayAsync(Uri address, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, Ct);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Ct);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Ct).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Ct);
    }

    private sealed class LinesOf(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Enqueue(formatter(state, exception));

        public void Dispose() { }
    }
}
