using Syndication.Feeds.Entries;
using Syndication.Feeds.Partners;
using Syndication.Formats;

namespace Syndication.Feeds.Documents;

/// <summary>What an address asks for; without a format it is to be negotiated.</summary>
internal sealed record FeedRequest(Selection Selection, FeedFormat? Format)
{
    public int? Limit { get; init; }
    public bool Summary { get; init; }
    public Profile? Profile { get; init; }
    public Place? Before { get; init; }
    public FeedMonth? Month { get; init; }

    public FeedKey Key(FeedFormat format) =>
        new(Selection, format, Limit)
        {
            Summary = Summary,
            Profile = Profile,
            Before = Before,
            Month = Month,
        };
}
