using Microsoft.Extensions.Options;
using Syndication.Formats;
using Syndication.Hosting.Outbound;
using Syndication.Hosting.Publication;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Store;
using Syndication.Ingest.WebSub;

namespace Syndication.Ingest.Sources;

/// <summary>Asks for RSS, Atom and JSON feeds.</summary>
internal sealed class FeedFetcher(
    SourceCall call,
    IOptions<PublicationOptions> publication,
    TimeProvider time
) : ISourceFetcher
{
    private const string FeedTypes =
        "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
        + "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1";

    // A feed of more is an archive; the newest come first.
    private const int MostEntries = 1000;

    public SourceKind Kind => SourceKind.Feed;

    public async Task<FetchOutcome> FetchAsync(SourceRow source, CancellationToken ct)
    {
        var (answer, end) = await call.GetAsync(source, FeedTypes, ct);
        return end ?? Read(source, answer!);
    }

    /// <summary>What a feed brings however it came, and how many of its entries could not be recognised again.</summary>
    public static (IReadOnlyList<ArticleInput> Articles, int Nameless) Articles(SourceRow source, Feed feed)
    {
        var mapping = new FeedArticles(source, feed);
        var articles = feed.Entries.Take(MostEntries).Select(mapping.Article).ToList();
        return ([.. articles.OfType<ArticleInput>()], articles.Count(a => a is null));
    }

    private FetchOutcome Read(SourceRow source, OutboundAnswer answer)
    {
        var options = new FeedReadOptions
        {
            ContentType = answer.ContentType,
            BaseUrl = answer.FinalUrl,
            TimeZone = publication.Value.Zone(),
        };
        try
        {
            return Fetched(source, answer, FeedReader.Read(answer.Body, options).Feed);
        }
        catch (UnreadableFeedException fault)
        {
            return new FetchOutcome.Failed((int)answer.Status, fault.Message);
        }
    }

    private FetchOutcome.Fetched Fetched(SourceRow source, OutboundAnswer answer, Feed feed)
    {
        var (articles, nameless) = Articles(source, feed);
        var entries = feed.Entries.Take(MostEntries);
        var now = time.GetUtcNow();
        var told = entries.Select(e => e.Published ?? e.Updated).OfType<DateTimeOffset>().ToList();
        return new()
        {
            Status = (int)answer.Status,
            Articles = articles,
            // A calendar's dates lie ahead, and are no rhythm of publication.
            Rhythm = PollSchedule.Rhythm(told.Where(t => t <= now)),
            Newest = told.Where(t => t <= now).Select(t => (DateTimeOffset?)t).Max(),
            Hints = SourceCall.Hints(answer) with
            {
                Ttl = feed.Ttl is { } minutes ? TimeSpan.FromMinutes(Math.Min(minutes, 1440)) : null,
                SkipHours = feed.SkipHours,
                SkipDays = feed.SkipDays,
            },
            ETag = SourceCall.Validator(answer, "ETag"),
            LastModified = SourceCall.Validator(answer, "Last-Modified"),
            MovedTo = SourceCall.MovedTo(answer),
            BodyHash = SourceCall.Hash(answer),
            Age = SourceCall.Age(answer),
            Hub = HubOffer.Of(source.Url, answer, feed),
            Remark = nameless == 0 ? null : $"{nameless} entries have neither id nor link and were left out.",
        };
    }
}
