using System.Net;
using System.Net.Sockets;
using System.Text;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Documents;

/// <summary>Alone in its process: what others allocate meanwhile would count.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Warm = 2_000;
    private const int Requests = 5_000;
    private FeedsHost? _host;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _host = await FeedsHost.ReadyAsync();
        for (var i = 0; i < 50; i++)
            await Host.PublishAsync(Some.Article with { PublishedAt = Some.Instant.AddMinutes(i) });
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Theory]
    [InlineData("gzip", "", 200)]
    [InlineData("br", "", 200)]
    [InlineData("", "", 200)]
    [InlineData("gzip", "*", 304)]
    public void A_feed_from_memory_allocates_nothing_worth_naming(string coding, string tag, int status)
    {
        using var reader = new PlainReader(Host.Client.BaseAddress!.Port);
        var request = Encoding.ASCII.GetBytes(
            "GET /feeds/international.rss HTTP/1.1\r\nHost: feeds.khobor.example\r\n"
                + (coding.Length > 0 ? $"Accept-Encoding: {coding}\r\n" : "")
                + (tag.Length > 0 ? $"If-None-Match: {tag}\r\n" : "")
                + "\r\n"
        );
        for (var i = 0; i < Warm; i++)
            Assert.Equal(status, reader.Ask(request));

        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < Requests; i++)
            reader.Ask(request);
        var each = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Requests;

        output.WriteLine($"{coding} {status}: {each:0} bytes for each request");
        // What does not fit into the socket at once is waited for, and that takes a few objects.
        Assert.True(each < (coding.Length > 0 ? 100 : 500), $"{each:0} bytes for each request");
    }

    /// <summary>A reader that allocates nothing itself.</summary>
    private sealed class PlainReader : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };

        private readonly byte[] _buffer = new byte[1 << 20];

        public PlainReader(int port) => _socket.Connect(IPAddress.Loopback, port);

        /// <returns>The status.</returns>
        public int Ask(byte[] request)
        {
            _socket.Send(request);
            int had = 0,
                wanted = int.MaxValue;
            while (had < wanted)
            {
                var got = _socket.Receive(_buffer.AsSpan(had));
                if (got == 0)
                    throw new IOException("The server hung up.");
                had += got;
                var head = _buffer.AsSpan(0, had).IndexOf("\r\n\r\n"u8);
                if (wanted == int.MaxValue && head >= 0)
                    wanted = head + 4 + Length(_buffer.AsSpan(0, head));
            }
            return (_buffer[9] - '0') * 100 + (_buffer[10] - '0') * 10 + _buffer[11] - '0';
        }

        public void Dispose() => _socket.Dispose();

        private static int Length(ReadOnlySpan<byte> head)
        {
            var name = "Content-Length: "u8;
            var at = head.IndexOf(name);
            var length = 0;
            for (
                var i = at + name.Length;
                at >= 0 && i < head.Length && head[i] is >= (byte)'0' and <= (byte)'9';
                i++
            )
                length = length * 10 + head[i] - '0';
            return length;
        }
    }
}
