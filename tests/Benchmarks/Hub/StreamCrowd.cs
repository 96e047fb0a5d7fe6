using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Syndication.Benchmarks.Hub;

/// <summary>
/// Readers of the live stream in a process of their own, bare sockets. It says <c>ready</c>, then of each event its number,
/// the instant at which the last of them had it, and its bytes; at the end <c>closed</c> and the instant.
/// </summary>
internal sealed class StreamCrowd(int port, int readers)
{
    private const int AtOnce = 64;
    private const int MostEvents = 1_000;
    private readonly Lock _lock = new();
    private readonly int[] _had = new int[MostEvents];
    private int _open;
    private int _closed;

    /// <summary>Until every connection is closed, or nobody listens to what it says.</summary>
    public static async Task RunAsync(string port, string readers)
    {
        var crowd = new StreamCrowd(
            int.Parse(port, CultureInfo.InvariantCulture),
            int.Parse(readers, CultureInfo.InvariantCulture)
        );
        await crowd.ConnectAsync();
#pragma warning disable RS0030 // whoever started it holds this open
        await Console.In.ReadToEndAsync();
#pragma warning restore RS0030
    }

    private Task ConnectAsync() =>
        Parallel.ForAsync(
            0,
            readers,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (i, ct) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, ct);
                await socket.SendAsync(
                    "GET /api/alerts/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"u8.ToArray(),
                    ct
                );
                var buffer = new byte[2048];
                var got = await socket.ReceiveAsync(buffer, ct);
                if (!buffer.AsSpan(0, got).StartsWith("HTTP/1.1 200"u8))
                    throw new InvalidDataException(System.Text.Encoding.UTF8.GetString(buffer, 0, got));
                _ = ReadAsync(socket, buffer);
                if (Interlocked.Increment(ref _open) == readers)
                    Say("ready");
            }
        );

    private async Task ReadAsync(Socket socket, byte[] buffer)
    {
        using var own = socket;
        for (var number = 0; ; )
        {
            int got;
            try
            {
                got = await socket.ReceiveAsync(buffer);
            }
            catch (SocketException)
            {
                got = 0;
            }
            if (got == 0)
                break;
            // An event begins a segment of its own, and is shorter than the buffer.
            if (buffer.AsSpan(0, got).IndexOf("\nevent: "u8) >= 0)
                Take(number++, got);
        }
        if (Interlocked.Increment(ref _closed) == readers)
            Say($"closed {Stopwatch.GetTimestamp()}");
    }

    private void Take(int number, int bytes)
    {
        if (Interlocked.Increment(ref _had[number]) == readers)
            Say(string.Create(CultureInfo.InvariantCulture, $"{number} {Stopwatch.GetTimestamp()} {bytes}"));
    }

#pragma warning disable RS0030 // a program's output, not a log
    private void Say(string line)
    {
        lock (_lock)
            Console.Out.WriteLine(line);
    }
#pragma warning restore RS0030
}
