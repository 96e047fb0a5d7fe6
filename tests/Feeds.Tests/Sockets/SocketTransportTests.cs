using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Feeds.Sockets;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Sockets;

/// <summary>Readers' connections on loops of our own; what takes time is done elsewhere.</summary>
public sealed class SocketTransportTests : IAsyncLifetime
{
    private const string Ask = "GET /feeds/international.rss HTTP/1.1\r\nHost: feeds.khobor.example\r\n\r\n";
    private readonly Slow _slow = new();
    private FeedsHost? _host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _host = await FeedsHost.ReadyAsync(change: s => s.AddSingleton<IStartupFilter>(_slow));
        await Host.PublishAsync(Some.Article);
        (await Host.GetAsync("/feeds/international.rss")).Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        _slow.Gate.Set();
        await Host.DisposeAsync();
        _slow.Gate.Dispose();
    }

    [Fact]
    public async Task Requests_that_hold_their_threads_hold_up_no_reader_of_a_feed()
    {
        var readers = new List<RawReader>();
        var holding = new List<RawReader>();
        for (var i = 0; i < 8 * Environment.ProcessorCount; i++)
        {
            readers.Add(await RawReader.ConnectAsync(Host));
            Assert.Contains("200 OK", await readers[i].AskAsync(Ask), StringComparison.Ordinal);
            holding.Add(await RawReader.ConnectAsync(Host));
        }
        foreach (var holder in holding)
            await holder.SendAsync("GET /slow HTTP/1.1\r\nHost: feeds.khobor.example\r\n\r\n");
        await FeedsHost.UntilAsync(
            () => Task.FromResult(_slow.Held > Environment.ProcessorCount),
            "more requests should be held than there are loops"
        );

        foreach (var reader in readers)
            Assert.Contains("200 OK", await reader.AskAsync(Ask), StringComparison.Ordinal);

        Assert.False(_slow.Gate.IsSet);
        _slow.Gate.Set();
        foreach (var holder in holding)
            Assert.Contains("200 OK", await holder.ReceiveAsync(), StringComparison.Ordinal);
        foreach (var reader in (RawReader[])[.. readers, .. holding])
            reader.Dispose();
    }

    [Fact]
    public async Task A_body_that_comes_in_parts_is_never_read_on_a_loop()
    {
        using var reader = await RawReader.ConnectAsync(Host);
        await reader.SendAsync(
            "POST /body HTTP/1.1\r\nHost: feeds.khobor.example\r\nContent-Length: 50\r\n\r\n"
        );
        for (var i = 0; i < 5; i++)
        {
            var read = _slow.Read;
            await reader.SendAsync("0123456789");
            await FeedsHost.UntilAsync(
                () => Task.FromResult(_slow.Read >= 10 * (i + 1)),
                "each part should be read as it comes"
            );
            Assert.Equal(read + 10, _slow.Read);
        }

        Assert.Contains("200 OK", await reader.ReceiveAsync(), StringComparison.Ordinal);
        Assert.True(_slow.WasOnTransport);
        Assert.Equal(0, _slow.ReadOnLoops);
        // The connection goes on on its loop.
        Assert.Contains("200 OK", await reader.AskAsync(Ask), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_answer_waits_for_a_slow_reader_and_is_whole()
    {
        using var reader = await RawReader.ConnectAsync(Host);
        await reader.SendAsync(
            "GET /long HTTP/1.1\r\nHost: feeds.khobor.example\r\nConnection: close\r\n\r\n"
        );
        var got = new MemoryStream();
        while (await reader.TakeAsync(got, most: 100_000) > 0)
            await Task.Yield();

        var all = got.ToArray();
        var body = all.AsSpan(all.AsSpan().IndexOf("\r\n\r\n"u8) + 4);
        Assert.True(body.SequenceEqual(Slow.Long));
    }

    [Fact]
    public async Task Requests_in_pieces_and_in_a_row_are_answered_one_by_one()
    {
        using var reader = await RawReader.ConnectAsync(Host);
        foreach (var letter in Ask)
            await reader.SendAsync($"{letter}");
        Assert.Contains("200 OK", await reader.ReceiveAsync(), StringComparison.Ordinal);

        const string Head = "HEAD /feeds/international.rss HTTP/1.1\r\nHost: feeds.khobor.example\r\n\r\n";
        // More than is read at a time, so that its turn ends on the way.
        var row = string.Concat(Enumerable.Repeat(Head, 2_000));
        var sending = reader.SendAsync(
            row + Head.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal)
        );
        var got = new MemoryStream();
        while (await reader.TakeAsync(got, most: 100_000) > 0)
            await Task.Yield();
        await sending;
        var answers = Encoding.ASCII.GetString(got.ToArray()).Split("HTTP/1.1 200 OK").Length - 1;
        Assert.Equal(2_001, answers);
    }

    [Fact]
    public async Task Who_asks_and_says_no_more_is_answered()
    {
        using var reader = await RawReader.ConnectAsync(Host);
        Assert.Contains("200 OK", await reader.AskAsync(Ask), StringComparison.Ordinal);
        // What takes a while is given up then, as Kestrel does it: the reader may be gone.
        await reader.SendAsync(Ask);
        reader.SayNoMore();

        Assert.Contains("200 OK", await reader.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_hangs_up_is_noticed_and_nothing_of_him_stays()
    {
        var transport = Host.Services.GetRequiredService<SocketTransport>();
        var before = transport.Connections;
        for (var i = 0; i < 50; i++)
        {
            using var reader = await RawReader.ConnectAsync(Host);
            await reader.SendAsync(
                i % 2 == 0 ? Ask : "GET /wait HTTP/1.1\r\nHost: feeds.khobor.example\r\n\r\n"
            );
            if (i % 3 == 0)
                reader.Reset();
        }

        // The client of the host keeps one or two.
        await FeedsHost.UntilAsync(
            () => Task.FromResult(transport.Connections <= before),
            "every connection should end with its reader"
        );
    }

    [Fact]
    public async Task Who_hangs_up_after_sending_more_than_is_taken_in_is_noticed_as_well()
    {
        var transport = Host.Services.GetRequiredService<SocketTransport>();
        var before = transport.Connections;
        using (var reader = await RawReader.ConnectAsync(Host))
        {
            // Nobody reads what comes behind, until the request has ended.
            await reader.SendAsync("GET /wait HTTP/1.1\r\nHost: feeds.khobor.example\r\n\r\n");
            var sending = reader.SendAsync(new string('x', 32 << 20));
            var seen = 0;
            await FeedsHost.UntilAsync(
                () => Task.FromResult(seen == (seen = reader.Sent) && seen > 1 << 20),
                "no more of it should be taken in"
            );
            Assert.False(sending.IsCompleted);
            reader.Reset();
            reader.Dispose();
            await Assert.ThrowsAnyAsync<SocketException>(() => sending);
        }

        await FeedsHost.UntilAsync(
            () => Task.FromResult(transport.Connections <= before),
            "the connection should end with its reader"
        );
    }

    private sealed class RawReader : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };

        private readonly byte[] _buffer = new byte[1 << 20];

        /// <summary>Bytes that the system has taken.</summary>
        public int Sent { get; private set; }

        public static async Task<RawReader> ConnectAsync(FeedsHost host)
        {
            var reader = new RawReader();
            await reader._socket.ConnectAsync(IPAddress.Loopback, host.Client.BaseAddress!.Port, Ct);
            return reader;
        }

        public async Task SendAsync(string text)
        {
            var rest = Encoding.ASCII.GetBytes(text).AsMemory();
            while (!rest.IsEmpty)
            {
                var sent = await _socket.SendAsync(rest[..Math.Min(rest.Length, 1 << 16)], Ct);
                rest = rest[sent..];
                Sent += sent;
            }
        }

        public async Task<string> AskAsync(string request)
        {
            await SendAsync(request);
            return await ReceiveAsync();
        }

        /// <summary>What comes first of an answer, its head for sure; the rest of it is small here.</summary>
        public async Task<string> ReceiveAsync()
        {
            var got = new MemoryStream();
            while (!Whole(got))
                if (await TakeAsync(got, _buffer.Length) == 0)
                    break;
            return Encoding.UTF8.GetString(got.ToArray());
        }

        public async Task<int> TakeAsync(MemoryStream to, int most)
        {
            var got = await _socket.ReceiveAsync(_buffer.AsMemory(0, most), Ct);
            to.Write(_buffer, 0, got);
            return got;
        }

        public void SayNoMore() => _socket.Shutdown(SocketShutdown.Send);

        public void Reset() => _socket.LingerState = new(enable: true, seconds: 0);

        public void Dispose() => _socket.Dispose();

        private static bool Whole(MemoryStream got)
        {
            var text = Encoding.UTF8.GetString(got.ToArray());
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
                return false;
            const string Length = "Content-Length: ";
            var at = text.IndexOf(Length, StringComparison.Ordinal) + Length.Length;
            var length = int.Parse(text[at..text.IndexOf('\r', at)], null);
            return got.Length >= Encoding.UTF8.GetByteCount(text[..end]) + 4 + length;
        }
    }

    /// <summary>An application that takes its time, behind the way that takes none.</summary>
    private sealed class Slow : IStartupFilter
    {
        private int _held;
        private int _read;
        private int _readOnLoops;

        public static byte[] Long { get; } =
        [.. Enumerable.Range(0, 8 << 20).Select(i => (byte)(i * 31 >> 3))];
        public ManualResetEventSlim Gate { get; } = new();
        public int Held => Volatile.Read(ref _held);
        public int Read => Volatile.Read(ref _read);
        public int ReadOnLoops => Volatile.Read(ref _readOnLoops);
        public bool WasOnTransport { get; private set; }

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Map("/slow", a => a.Run(HoldAsync));
                app.Map("/body", a => a.Run(ReadAsync));
                app.Map("/long", a => a.Run(WriteAsync));
                app.Map(
                    "/wait",
                    a =>
                        a.Run(c =>
                            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, c.RequestAborted)
                        )
                );
                next(app);
            };

        private Task HoldAsync(HttpContext context)
        {
            Interlocked.Increment(ref _held);
            Gate.Wait(Ct);
            context.Response.ContentLength = 0;
            return Task.CompletedTask;
        }

        private static Task WriteAsync(HttpContext context)
        {
            context.Response.ContentLength = Long.Length;
            return context.Response.Body.WriteAsync(Long).AsTask();
        }

        private async Task ReadAsync(HttpContext context)
        {
            WasOnTransport = context.Features.Get<LoopScheduler>() is not null;
            var buffer = new byte[100];
            while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var got)
            {
                if (!Thread.CurrentThread.IsThreadPoolThread)
                    Interlocked.Increment(ref _readOnLoops);
                Interlocked.Add(ref _read, got);
            }
            context.Response.ContentLength = 0;
        }
    }
}
