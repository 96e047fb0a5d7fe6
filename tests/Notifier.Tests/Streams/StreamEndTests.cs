using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Hosting;
using Syndication.Contracts;
using Syndication.Notifier.Streams;
using Syndication.Testing;

namespace Syndication.Notifier.Tests.Streams;

/// <summary>How streams end that the reader did not end.</summary>
public sealed class StreamEndTests
{
    private const int Beyond = StreamListener.Patience * 4;
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slow_reader_is_dropped_and_the_others_hear_everything()
    {
        await using var host = new NotifierHost();
        var hub = host.The<StreamHub>();
        using var quick = await Sse.OpenAsync(host.CreateClient(), "", Ct);
        using var slow = await ConnectAsync(host);
        await UntilAsync(() => hub.Count == 2, "both listen");

        for (var seq = 1; seq <= Beyond; seq++)
        {
            hub.Tell(Large(seq));
            Assert.Equal($"{seq}", (await quick.NextAsync())!.Id);
        }

        Assert.Equal(1, hub.Count);
        await EndsShortAsync(slow);
    }

    [Fact]
    public async Task When_the_house_closes_streams_end_at_once_even_stuck_ones()
    {
        await using var host = new NotifierHost();
        var hub = host.The<StreamHub>();
        using var sse = await Sse.OpenAsync(host.CreateClient(), "", Ct);
        using var stuck = await ConnectAsync(host);
        await UntilAsync(() => hub.Count == 2, "both listen");
        // Enough to fill what lies between, too little to be dropped for.
        for (var seq = 1; seq < StreamListener.Patience; seq++)
        {
            hub.Tell(Large(seq));
            Assert.Equal($"{seq}", (await sse.NextAsync())!.Id);
        }
        Assert.Equal(2, hub.Count);

        var life = host.The<IHostApplicationLifetime>();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = life.ApplicationStopped.Register(closed.SetResult);
        var watch = Stopwatch.StartNew();
        life.StopApplication();
        Assert.Null(await sse.NextAsync());
        await closed.Task;

        // Kestrel would wait for a connection that is not finished until its time is up: 10 s.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(4));
        Assert.Equal(0, hub.Count);
    }

    [Fact]
    public async Task A_reader_that_leaves_is_forgotten()
    {
        await using var host = new NotifierHost();
        var hub = host.The<StreamHub>();
        var sse = await Sse.OpenAsync(host.CreateClient(), "", Ct);
        Assert.Equal(1, hub.Count);

        sse.Dispose();

        await UntilAsync(() => hub.Count == 0, "nobody listens");
    }

    // 64 KiB each: the buffers between the two ends hold a few dozen at most.
    private static StreamFrame Large(long seq) =>
        new(
            seq,
            ["national"],
            BreakingLevel.Breaking,
            Encoding.UTF8.GetBytes($"id: {seq}\ndata: {new string('x', 64 << 10)}\n\n")
        );

    private static async Task<TcpClient> ConnectAsync(NotifierHost host)
    {
        var address = host.CreateClient().BaseAddress!;
        var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(address.Host, address.Port, Ct);
        var request = $"GET /api/alerts/stream HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Ct);
        return client;
    }

    // Reads what was on its way: the end comes, by a reset or not, long before the last event.
    private static async Task EndsShortAsync(TcpClient client)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        var buffer = new byte[64 << 10];
        long total = 0;
        try
        {
            int read;
            while ((read = await client.GetStream().ReadAsync(buffer, deadline.Token)) > 0)
                total += read;
        }
        catch (IOException)
        {
            // Reset: that is an end too.
        }
        Assert.InRange(total, 1, (long)Beyond * (64 << 10) - 1);
    }

    private static Task UntilAsync(Func<bool> condition, string what) =>
        Waiting.UntilAsync(condition, TimeSpan.FromSeconds(20), what, Ct);
}
