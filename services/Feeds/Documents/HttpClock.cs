using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Syndication.Feeds.Documents;

/// <summary>The time as headers tell it, written once a second.</summary>
internal sealed class HttpClock(TimeProvider time)
{
    private volatile Tick _tick = new(DateTimeOffset.UnixEpoch);

    public Tick Now
    {
        get
        {
            var now = time.GetUtcNow();
            var tick = _tick;
            if (now.UtcTicks - tick.Second.UtcTicks is >= 0 and < TimeSpan.TicksPerSecond)
                return tick;
            return _tick = new(new(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero));
        }
    }

    /// <param name="second">A whole one.</param>
    internal sealed class Tick(DateTimeOffset second)
    {
        public DateTimeOffset Second => second;

        /// <summary>RFC 9110 §5.6.7.</summary>
        public StringValues Text { get; } = second.ToString("R", CultureInfo.InvariantCulture);
    }
}
