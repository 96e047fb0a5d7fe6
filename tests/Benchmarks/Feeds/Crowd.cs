using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Syndication.Benchmarks.Feeds;

/// <summary>
/// 64 readers on connections that stay open, each asking the same again as soon as it is answered. One thread, bare sockets:
/// what it costs is taken from the machine and weighs on whoever answers, so on a work and its reference alike. Bodies are
/// thrown away by the kernel (MSG_TRUNC of recv(2)); status and length of every answer are checked.
/// </summary>
internal sealed class Crowd : IDisposable
{
    private const int Readers = 64;
    private const int HeadBytes = 256;

    // What is no longer than this is received in one call: an answer without a body costs the same however long its head is.
    private const int Small = 2_048;
    private const int Patience = 20_000; // milliseconds
    private readonly Socket[] _sockets = new Socket[Readers];
    private readonly byte[] _buffer = new byte[1 << 20];
    private readonly byte[] _request;
    private readonly byte[] _status;
    private readonly int _length;

    /// <param name="port">Of 127.0.0.1.</param>
    /// <param name="path">What to ask for.</param>
    /// <param name="headers">Lines without their ends, beside <c>Host</c>.</param>
    public Crowd(int port, string path, params string[] headers)
    {
        string[] lines = [$"GET {path} HTTP/1.1", "Host: 127.0.0.1", .. headers, "", ""];
        _request = Encoding.ASCII.GetBytes(string.Join("\r\n", lines));
        for (var i = 0; i < Readers; i++)
        {
            _sockets[i] = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            {
                NoDelay = true,
                ReceiveTimeout = Patience,
                SendTimeout = Patience,
            };
            _sockets[i].Connect(IPAddress.Loopback, port);
        }
        (Head, Body) = First();
        _status = Encoding.ASCII.GetBytes(Head[..Head.IndexOf('\r', StringComparison.Ordinal)]);
        _length = Head.Length + Body.Length;
    }

    /// <summary>Status line and headers of the first answer, with the empty line behind them.</summary>
    public string Head { get; }

    /// <summary>The first answer's body as it came.</summary>
    public byte[] Body { get; }

    /// <summary>A header's value in the first answer.</summary>
    public string Header(string name) =>
        Value(Head, name) ?? throw new InvalidDataException($"No {name} in:\n{Head}");

    /// <summary>Answers a second, all readers together.</summary>
    /// <exception cref="InvalidDataException">An answer was not what the first one was.</exception>
    public double Run(TimeSpan span, out long answers)
    {
        answers = 0;
        var start = Stopwatch.GetTimestamp();
        foreach (var socket in _sockets)
            socket.Send(_request);
        var at = 0;
        while (Stopwatch.GetElapsedTime(start) < span)
        {
            Take(_sockets[at]);
            _sockets[at].Send(_request);
            answers++;
            at = (at + 1) % Readers;
        }
        for (var i = 0; i < Readers; i++, answers++)
            Take(_sockets[(at + i) % Readers]);
        return answers / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
        foreach (var socket in _sockets)
            socket.Dispose();
    }

    private void Take(Socket socket)
    {
        var first = _length <= Small ? _length : HeadBytes;
        var got = socket.Receive(_buffer.AsSpan(0, first), SocketFlags.None);
        if (!_buffer.AsSpan(0, got).StartsWith(_status))
            throw new InvalidDataException(Encoding.ASCII.GetString(_buffer, 0, got));
        while (got < _length)
        {
            var more = socket.Receive(_buffer.AsSpan(0, _length - got), SocketFlags.Truncated);
            if (more == 0)
                throw new InvalidDataException($"An answer ended after {got} of {_length} bytes.");
            got += more;
        }
    }

    private (string Head, byte[] Body) First()
    {
        _sockets[0].Send(_request);
        var bytes = new MemoryStream();
        int end;
        do Read(bytes);
        while ((end = bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf("\r\n\r\n"u8)) < 0);
        var head = Encoding.ASCII.GetString(bytes.GetBuffer(), 0, end + 4);
        var length = head.Length + int.Parse(Value(head, "Content-Length") ?? "0", null);
        while (bytes.Length < length)
            Read(bytes);
        return (head, bytes.ToArray()[head.Length..]);
    }

    private void Read(MemoryStream to)
    {
        var got = _sockets[0].Receive(_buffer);
        to.Write(_buffer, 0, got == 0 ? throw new InvalidDataException("It hung up.") : got);
    }

    private static string? Value(string head, string name) =>
        head.Split("\r\n")
            .FirstOrDefault(l => l.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
            ?[(name.Length + 1)..].Trim();
}
