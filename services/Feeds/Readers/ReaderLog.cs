using System.Buffers;
using Microsoft.Extensions.Primitives;
using Syndication.Feeds.Documents;

namespace Syndication.Feeds.Readers;

/// <summary>
/// Takes down each answered request, for the way that allocates nothing and waits for nobody: <see cref="ReaderKeeper"/>
/// counts later. Where more come than can be counted, it is told how many were missed.
/// </summary>
internal sealed class ReaderLog(int length)
{
    private const int Usual = 1 << 16;

    // As FeedBody makes them: 16 bytes in base64url, quoted.
    private const int TagLength = 22;
    private static readonly SearchValues<char> TagLetters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    );

    private readonly VisitRing _ring = new(length);
    private long _missed;

    public ReaderLog()
        : this(Usual) { }

    /// <summary>Requests that there was no room for since the process began.</summary>
    public long Missed => Volatile.Read(ref _missed);

    /// <param name="key">The document that was asked for.</param>
    /// <param name="userAgent">As sent.</param>
    /// <param name="conditional">The asker sent a tag that this house gives out: see <see cref="HasOurTag"/>.</param>
    /// <param name="status">The answer's; only 200, 226 and 304 count.</param>
    public void Note(in FeedKey key, StringValues userAgent, bool conditional, int status)
    {
        var isUnchanged = status == StatusCodes.Status304NotModified;
        if (!isUnchanged && status is not (StatusCodes.Status200OK or StatusCodes.Status226IMUsed))
            return;
        var agent = userAgent.Count > 0 ? userAgent[0] : null;
        // Who is told that nothing is new has come before, be it known by a date alone.
        if (!_ring.TryPut(new(key.Selection, key.Format, agent, conditional || isUnchanged, isUnchanged)))
            Interlocked.Increment(ref _missed);
    }

    /// <summary>The next one to be counted. For one reader at a time.</summary>
    public bool TryTake(out Visit visit) => _ring.TryTake(out visit);

    /// <summary>
    /// True where an <c>If-None-Match</c> has a tag of the shape that documents here have: those of editions long gone count
    /// as well. Allocates nothing.
    /// </summary>
    public static bool HasOurTag(StringValues lists)
    {
        for (var i = 0; i < lists.Count; i++)
        {
            var rest = lists[i].AsSpan();
            while (rest.IndexOf('"') is >= 0 and var open)
            {
                rest = rest[(open + 1)..];
                var close = rest.IndexOf('"');
                if (close < 0)
                    break;
                if (close == TagLength && !rest[..close].ContainsAnyExcept(TagLetters))
                    return true;
                rest = rest[(close + 1)..];
            }
        }
        return false;
    }
}
