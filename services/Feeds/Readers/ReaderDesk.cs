using Microsoft.Extensions.Options;
using Syndication.Feeds.Entries;
using Syndication.Hosting.Bus;
using Syndication.Hosting.Publication;

namespace Syndication.Feeds.Readers;

/// <summary>Puts together what all processes counted of a feed.</summary>
internal sealed class ReaderDesk(
    ReaderBook book,
    ReaderFiles files,
    ReaderShare share,
    ReaderKeeper keeper,
    ReaderLog log,
    IOptions<PublicationOptions> publication
)
{
    /// <param name="feed">The feed.</param>
    /// <param name="days">How many up to today; days on which nobody came are told as well.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<ReaderStats> ReadAsync(Selection feed, int days, CancellationToken ct)
    {
        book.Count();
        var today = book.Today;
        var all = Enumerable.Range(0, days).Select(back => today.AddDays(-back)).ToArray();
        var others = await ReadOthersAsync(all, feed.ToString(), ct);
        return new()
        {
            Feed = NameOf(feed),
            TimeZone = publication.Value.TimeZone,
            Complete = others is not null,
            Missed = log.Missed + book.Left,
            Days = [.. all.Select((day, i) => Read(day, feed.ToString(), others?[i] ?? []))],
        };
    }

    private ReaderStatsDay Read(DateOnly day, string feed, IReadOnlyList<ReaderDay> others)
    {
        var counts =
            book.Read(day, feed)
            ?? (keeper.Replica is null ? null : files.Read(day).GetValueOrDefault(feed))
            ?? new();
        foreach (var other in others)
            counts.Merge(other);
        return new(ReaderFiles.NameOf(day), counts);
    }

    /// <summary>Null where they cannot be had.</summary>
    private async Task<IReadOnlyList<ReaderDay>[]?> ReadOthersAsync(
        DateOnly[] days,
        string feed,
        CancellationToken ct
    )
    {
        try
        {
            var replica = keeper.Replica ?? "";
            return await Task.WhenAll(days.Select(day => share.ReadOthersAsync(replica, day, feed, ct)));
        }
        catch (OutageException)
        {
            return null;
        }
    }

    private static string NameOf(Selection feed)
    {
        var marks = feed.Include.Select(slug => $"+{slug}").Concat(feed.Exclude.Select(slug => $"-{slug}"));
        return string.Join(' ', marks.Prepend(feed.Selector));
    }
}
