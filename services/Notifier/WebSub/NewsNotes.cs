using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.WebSub;

/// <summary>Keeps by which articles topics change, in the transaction in which they are marked.</summary>
internal static class NewsNotes
{
    /// <summary>Of one topic, whatever comes: what is more than that goes out as ever, and no timeline tells of it.</summary>
    public const int MostPerTopic = 256;

    // Whoever asks for a feed in a hundred ways does not make a hundred lines of each article's timeline.
    private const int MostTopics = 50;

    extension(NotifierDbContext db)
    {
        /// <summary>Notes it for each topic of that selector that somebody follows.</summary>
        public async Task NoteNewsAsync(FeedChanged change, DateTimeOffset now, CancellationToken ct)
        {
            // What an older release of Feeds tells bears none.
            if (change.Articles is not { Count: > 0 } articles)
                return;
            var topics = await db.FollowedAsync(change.Selector, now, ct);
            if (topics.Count == 0)
                return;
            var counts = await db
                .HubNews.Where(n => topics.Contains(n.Topic))
                .GroupBy(n => n.Topic)
                .ToDictionaryAsync(n => n.Key, n => n.Count(), ct);
            var ids = articles.Select(a => a.Id).ToList();
            var known = await db
                .HubNews.Where(n => topics.Contains(n.Topic) && ids.Contains(n.ArticleId))
                .Select(n => new
                {
                    n.Topic,
                    n.ArticleId,
                    n.Revision,
                })
                .ToListAsync(ct);
            foreach (var topic in topics)
            {
                var there = known.Where(k => k.Topic == topic).Select(k => (k.ArticleId, k.Revision)).ToHashSet();
                db.HubNews.AddRange(
                    articles
                        .TakeLast(FeedChanged.MostArticles)
                        .Where(a => !there.Contains((a.Id, a.Revision)))
                        .DistinctBy(a => (a.Id, a.Revision))
                        .Take(MostPerTopic - counts.GetValueOrDefault(topic))
                        .Select(a => new HubNews
                        {
                            Topic = topic,
                            ArticleId = a.Id,
                            Revision = a.Revision,
                            At = now,
                        })
                );
            }
        }

        /// <summary>Those who follow a topic and are somebody else than the hub itself.</summary>
        public IQueryable<HubSubscription> Followers(string topic, DateTimeOffset now) =>
            db.HubSubscriptions.Where(s =>
                s.Topic == topic && s.LeaseEnd > now && s.Protocol != HubProtocol.SelfTest
            );

        // The plain ones first.
        private Task<List<string>> FollowedAsync(string selector, DateTimeOffset now, CancellationToken ct) =>
            db.HubTopics.Where(t =>
                    t.Selector == selector
                    && db.HubSubscriptions.Any(s =>
                        s.Topic == t.Path && s.LeaseEnd > now && s.Protocol != HubProtocol.SelfTest
                    )
                )
                .OrderBy(t => t.Path.Length)
                .ThenBy(t => t.Path)
                .Select(t => t.Path)
                .Take(MostTopics)
                .ToListAsync(ct);
    }
}
