using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Syndication.Benchmarks.Latency;

/// <summary>
/// One reader of the feed of everything, who asks again a millisecond after each answer, with the tag that it has: when each
/// article was first seen. A bare socket and one thread, for all that it costs is taken from whoever is measured.
/// </summary>
internal sealed class FeedWatch : IDisposable
{
    private const int HeadBytes = 4096;
    private const int Pace = 1; // milliseconds
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ManualResetEventSlim _never = new();
    private readonly int _port;
    private readonly string _path;
    private readonly byte[] _mark;
    private readonly long[] _seen;
    private Socket _socket;
    private byte[] _buffer = new byte[1 << 20];
    private string _tag = "\"none\"";
    private int _missing;

    public FeedWatch(Uri origin, string path, string mark, int articles)
    {
        (_path, _mark, _seen, _missing) = (path, Encoding.ASCII.GetBytes(mark), new long[articles], articles);
        _port = origin.Port;
        _socket = Connect();
    }

    /// <summary>Reads until every article was seen; when, as <see cref="Stopwatch.GetTimestamp"/> counts.</summary>
    /// <exception cref="TimeoutException">Nothing new for long, and some are missing.</exception>
    public Task<long[]> WatchAsync() =>
        Task.Factory.StartNew(
            Watch,
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    public void Dispose()
    {
        _socket.Dispose();
        _never.Dispose();
    }

    private long[] Watch()
    {
        var news = Stopwatch.StartNew();
        while (_missing > 0)
        {
            var before = _missing;
            Ask();
            if (_missing < before)
                news.Restart();
            else if (news.Elapsed > Patience)
                throw new TimeoutException($"{_missing} of {_seen.Length} articles were in no document.");
            _never.Wait(Pace);
        }
        return _seen;
    }

    private void Ask()
    {
        _socket.Send(
            Encoding.ASCII.GetBytes(
                $"GET {_path} HTTP/1.1\r\nHost: 127.0.0.1\r\nIf-None-Match: {_tag}\r\n\r\n"
            )
        );
        var got = Receive(0, HeadBytes);
        var at = Stopwatch.GetTimestamp();
        int end;
        while ((end = _buffer.AsSpan(0, got).IndexOf("\r\n\r\n"u8)) < 0)
            got += Receive(got, HeadBytes);
        var head = Encoding.ASCII.GetString(_buffer, 0, end + 2);
        // A gateway ends a connection after so many requests, and says so.
        var isLast = Value(head, "Connection") == "close";
        _tag = Value(head, "ETag") ?? throw new InvalidDataException(head);
        if (head.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal))
            Read(head, end + 4, got, at);
        else if (!head.StartsWith("HTTP/1.1 304 ", StringComparison.Ordinal))
            throw new InvalidDataException(head);
        if (!isLast)
            return;
        _socket.Dispose();
        _socket = Connect();
    }

    private void Read(string head, int begin, int got, long at)
    {
        var whole = begin + int.Parse(Value(head, "Content-Length")!, null);
        if (_buffer.Length < whole)
            Array.Resize(ref _buffer, 2 * whole);
        while (got < whole)
            got += Receive(got, whole - got);
        Note(_buffer.AsSpan(begin, whole - begin), at);
    }

    private void Note(ReadOnlySpan<byte> document, long at)
    {
        for (int found; (found = document.IndexOf(_mark)) >= 0; )
        {
            document = document[(found + _mark.Length)..];
            if (!Utf8Parser.TryParse(document, out int number, out _) || _seen[number] != 0)
                continue;
            _seen[number] = at;
            _missing--;
        }
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = (int)Patience.TotalMilliseconds,
        };
        socket.Connect(IPAddress.Loopback, _port);
        return socket;
    }

    private int Receive(int from, int most)
    {
        var got = _socket.Receive(_buffer, from, Math.Min(most, _buffer.Length - from), SocketFlags.None);
        return got > 0 ? got : throw new InvalidDataException("It hung up.");
    }

    private static string? Value(string head, string name) =>
        head.Split("\r\n")
            .FirstOrDefault(l => l.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
            ?[(name.Length + 1)..].Trim();
}
