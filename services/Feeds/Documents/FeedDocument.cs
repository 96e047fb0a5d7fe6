using System.Globalization;
using Microsoft.Extensions.Primitives;
using Syndication.Feeds.Entries;

namespace Syndication.Feeds.Documents;

/// <summary>A feed as it goes out, with what it was made from.</summary>
internal sealed class FeedDocument(FeedEdition edition, DateTimeOffset modifiedAt)
{
    private const int Overhead = 2_000;

    public FeedEdition Edition => edition;
    public FeedBodies Bodies => edition.Bodies;

    /// <summary>Bytes that it takes in memory.</summary>
    public long Size => edition.Size + Overhead;

    /// <summary>
    /// The second by whose end the newest change among its entries was made. Were it the second that the change was made in,
    /// whoever came earlier in it would not be told of the change.
    /// </summary>
    public DateTimeOffset ModifiedAt { get; } = WholeSecond(modifiedAt);

    /// <summary>The same as <c>Last-Modified</c> tells it.</summary>
    public StringValues LastModified { get; } =
        WholeSecond(modifiedAt).ToString("R", CultureInfo.InvariantCulture);

    public required StringValues ContentType { get; init; }

    /// <summary>
    /// False where its date is one that other bytes may have gone out with: a change may be filed later than one that was
    /// made after it, and a category's name changes without a date. Then a date alone does not tell what a reader has.
    /// </summary>
    public bool IsDated { get; set; } = true;

    /// <summary>The value of <c>Link</c>: self, hub, and the rest of the feed.</summary>
    public required StringValues Links { get; init; }

    /// <summary>The document's own path and query.</summary>
    public required StringValues Path { get; init; }

    public required Stamp Entries { get; init; }
    public required Stamp Categories { get; init; }

    /// <summary>Whether its date tells it from the one before, which was the latest until now.</summary>
    public bool IsDatedAfter(FeedDocument before, DateTimeOffset now) =>
        ModifiedAt > before.ModifiedAt
        // An instant that still lies ahead was told to nobody.
        || (
            before.IsDated && (before.ModifiedAt > now || before.Bodies.Tags.Identity == Bodies.Tags.Identity)
        );

    /// <summary>The second by whose end an instant was, as <see cref="ModifiedAt"/> tells it.</summary>
    public static DateTimeOffset WholeSecond(DateTimeOffset instant) =>
        instant.UtcTicks % TimeSpan.TicksPerSecond is var rest and > 0
        && instant < DateTimeOffset.MaxValue.AddSeconds(-1)
            ? new(instant.UtcTicks - rest + TimeSpan.TicksPerSecond, TimeSpan.Zero)
            : instant.ToUniversalTime();
}
