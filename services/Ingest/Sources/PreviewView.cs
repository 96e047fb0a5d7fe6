using System.Diagnostics;
using Syndication.Formats;

namespace Syndication.Ingest.Sources;

/// <summary>What was read in a feed, as the preview tells it; every member is always written, null or not.</summary>
internal sealed record PreviewView
{
    public required string Format { get; init; }
    public required string Encoding { get; init; }
    public required bool WellFormed { get; init; }
    public required IReadOnlyList<ProblemView> Problems { get; init; }
    public required PreviewFeedView Feed { get; init; }
    public required IReadOnlyList<PreviewEntryView> Entries { get; init; }

    public static PreviewView Of(FeedDocument document) =>
        new()
        {
            Format = Name(document.Version),
            Encoding = document.Encoding,
            WellFormed = document.WellFormed,
            Problems =
            [
                .. document.Problems.Select(p => new ProblemView(
                    p.Code,
                    p.Message,
                    p.Line > 0 ? p.Line : null
                )),
            ],
            Feed = PreviewFeedView.Of(document.Feed),
            Entries = [.. document.Feed.Entries.Select(PreviewEntryView.Of)],
        };

    private static string Name(FeedVersion version) =>
        version switch
        {
            FeedVersion.Unknown => "unknown",
            FeedVersion.Rss090 => "rss090",
            FeedVersion.Rss091 => "rss091",
            FeedVersion.Rss092 => "rss092",
            FeedVersion.Rss10 => "rss10",
            FeedVersion.Rss20 => "rss20",
            FeedVersion.Atom03 => "atom03",
            FeedVersion.Atom10 => "atom10",
            FeedVersion.Json10 => "json10",
            FeedVersion.Json11 => "json11",
            FeedVersion.Cdf => "cdf",
            _ => throw new UnreachableException($"{version}"),
        };

    /// <summary>What had to be repaired; <paramref name="Line"/> from 1, or null where none can be told.</summary>
    public sealed record ProblemView(string Code, string Message, int? Line);
}
