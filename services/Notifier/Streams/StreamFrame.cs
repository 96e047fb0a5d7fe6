using System.Text;
using Syndication.Contracts;

namespace Syndication.Notifier.Streams;

/// <summary>An event in the bytes of <c>text/event-stream</c> (WHATWG HTML §9.2), made once for all who listen.</summary>
internal sealed record StreamFrame(
    long Seq,
    IReadOnlyList<string> Topics,
    BreakingLevel Level,
    ReadOnlyMemory<byte> Bytes
)
{
    private const int RetryAfterMilliseconds = 3000;

    /// <summary>The first bytes: a comment, so that the reader sees the stream open, and how long to wait before coming back.</summary>
    public static StreamFrame Opening { get; } = Outside($": open\nretry: {RetryAfterMilliseconds}\n\n");

    /// <summary>A comment that keeps proxies from closing a quiet stream.</summary>
    public static StreamFrame Heartbeat { get; } = Outside(": still here\n\n");

    /// <summary>True for what bears no number and is for everybody.</summary>
    public bool IsComment => Seq == 0;

    public static StreamFrame Of(StreamEvent e) =>
        new(
            e.Seq,
            e.Topics,
            e.Level,
            Encoding.UTF8.GetBytes($"id: {e.Seq}\nevent: {Word(e.Kind)}\ndata: {e.Payload}\n\n")
        );

    /// <summary>
    /// Tells a reader that events are missing before whatever comes next. It bears the number of the last one that is lost,
    /// so that a reader who leaves now does not hear of the same gap again.
    /// </summary>
    public static StreamFrame Gap(long lostUpTo) =>
        Outside($"id: {lostUpTo}\nevent: gap\ndata: {{\"lostUpTo\":{lostUpTo}}}\n\n");

    private static StreamFrame Outside(string text) =>
        new(0, [], BreakingLevel.None, Encoding.UTF8.GetBytes(text));

    public static string Word(StreamKind kind) =>
        kind switch
        {
            StreamKind.Alert => "alert",
            StreamKind.Correction => "correction",
            StreamKind.Withdrawal => "withdrawal",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind."),
        };
}
