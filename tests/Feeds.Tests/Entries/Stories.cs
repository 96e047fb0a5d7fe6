using Syndication.Contracts;
using Syndication.Feeds.Entries;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Entries;

/// <summary>Messages about invented articles.</summary>
internal static class Stories
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The lives of a dozen articles, in order: published, revised, moved, retracted, brought back.</summary>
    public static object[] Tell(Random random)
    {
        string[] categories = ["international", "sports", "jokes"];
        var messages = new List<object>();
        for (var i = 0; i < 12; i++)
        {
            var id = Guid.NewGuid();
            var published = Some.Instant.AddMinutes(random.Next(5));
            var length = random.Next(1, 6);
            for (var revision = 1; revision <= length; revision++)
            {
                var article = Some.Article with
                {
                    Id = id,
                    Revision = revision,
                    Title = $"গল্প {i}, পাঠ {revision}",
                    Categories = random.GetItems(categories, random.Next(1, 3)).Distinct().ToArray(),
                    PublishedAt = published,
                    RevisedAt = published.AddMinutes(revision),
                };
                messages.Add(random.Next(4) == 0 ? Retraction(article, revision) : article);
            }
        }
        return [.. messages];
    }

    public static ArticleRetracted Retraction(Article article, int revision) =>
        new()
        {
            ArticleId = article.Id,
            Revision = revision,
            RetractedAt = article.RevisedAt,
            Categories = article.Categories,
        };

    public static Task<IReadOnlyCollection<string>> TellAsync(IEntryStore store, object message) =>
        message is Article article
            ? store.ApplyAsync(article, replay: false, Ct)
            : store.RetractAsync((ArticleRetracted)message, Ct);

    public static async Task<IEntryStore> WholeAsync(IEntryStore store)
    {
        var state = await store.ProbeAsync(default, Ct);
        await store.FinishRebuildAsync(new(state.Rebuild!.Value, Articles: 0), Ct);
        return store;
    }

    public static async Task<string[]> DescribeAsync(IEntryStore store, string selector) =>
        [
            .. (await store.ReadAsync(new(Selection.Of(selector), 200), Ct)).Articles.Select(a =>
                $"{a.Id} {a.Revision} {a.Title}"
            ),
        ];
}
