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
            var known = await db.KnownAsync(topics, articles, ct);
            foreach (var topic in topics)
            {
                db.HubNews.AddRange(
                    articles
                        .TakeLast(FeedChanged.MostArticles)
                        .Where(a => !known.Contains((topic, a.Id, a.Revision)))
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

        /// <summary>Those who follow any topic and are somebody else than the hub itself.</summary>
        public IQueryable<HubSubscription> Followers(DateTimeOffset now) =>
            db.HubSubscriptions.Where(s => s.LeaseEnd > now && s.Protocol != HubProtocol.SelfTest);

        private async Task<HashSet<(string Topic, Guid Article, int Revision)>> KnownAsync(
            List<string> topics,
            IReadOnlyList<ChangedArticle> articles,
            CancellationToken ct
        )
        {
            var ids = articles.Select(a => a.Id).ToList();
            var rows = await db
                .HubNews.Where(n => topics.Contains(n.Topic) && ids.Contains(n.ArticleId))
                .Select(n => new
                {
                    n.Topic,
                    n.ArticleId,
                    n.Revision,
                })
                .ToListAsync(ct);
            return [.. rows.Select(r => (r.Topic, r.ArticleId, r.Revision))];
        }

        // The plain ones first.
        private Task<List<string>> FollowedAsync(string selector, DateTimeOffset now, CancellationToken ct)
        {
            var followers = db.Followers(now);
            return db
                .HubTopics.Where(t => t.Selector == selector && followers.Any(s => s.Topic == t.Path))
                .OrderBy(t => t.Path.Length)
                .ThenBy(t => t.Path)
                .Select(t => t.Path)
                .Take(MostTopics)
                .ToListAsync(ct);
        }
    }
}
