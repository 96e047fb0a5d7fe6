using System.Net.Sockets;
using System.Text;
using Syndication.Ingest.Sources;
using Syndication.Testing;
using Syndication.Testing.Time;

namespace Syndication.Ingest.Tests.Sources;

/// <summary>How long a preview keeps its place.</summary>
public sealed class PreviewStayTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly IngestHost _host;

    public PreviewStayTests() => _host = new(time: _time);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Until_the_answer_is_taken_or_too_long_is_waited_for_it()
    {
        var gate = _host.The<PreviewGate>();
        for (var others = PreviewGate.Places(Memory) - 1; others > 0; others--)
            Assert.True((await gate.EnterAsync(IngestHost.Ct)).IsAcquired);
        using var dawdler = await AskAsync(LongFeed());
        var beginning = await dawdler.GetStream().ReadAtLeastAsync(new byte[12], 12, true, IngestHost.Ct);

        var next = gate.EnterAsync(IngestHost.Ct).AsTask();

        Assert.Equal(12, beginning);
        Assert.False(next.IsCompleted);
        await Waiting.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMinutes(6));
                return next.IsCompleted;
            },
            TimeSpan.FromSeconds(20),
            "a place of somebody who reads nothing",
            IngestHost.Ct
        );
        using var place = await next;
        Assert.True(place.IsAcquired);
    }

    private static long Memory => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private async Task<TcpClient> AskAsync(byte[] feed)
    {
        var address = _host.Newsroom.BaseAddress!;
        // So small that the answer cannot wait in the buffers of the system.
        var client = new TcpClient { ReceiveBufferSize = 8192 };
        await client.ConnectAsync(address.Host, address.Port, IngestHost.Ct);
        var head =
            $"POST {Preview.Path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {IngestHost.Key}\r\n"
            + $"Content-Length: {feed.Length}\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), IngestHost.Ct);
        await client.GetStream().WriteAsync(feed, IngestHost.Ct);
        return client;
    }

    /// <summary>Of an answer of some 14 MiB.</summary>
    private static byte[] LongFeed()
    {
        var item = $"<item><title>{string.Concat(Enumerable.Repeat("নদী ", 80))}</title></item>";
        var items = string.Concat(Enumerable.Repeat(item, 15_000));
        return Encoding.UTF8.GetBytes(
            $"<rss version=\"2.0\"><channel><title>ক</title>{items}</channel></rss>"
        );
    }
}
