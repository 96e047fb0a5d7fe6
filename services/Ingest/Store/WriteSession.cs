using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Outbox;

namespace Syndication.Ingest.Store;

/// <summary>One transaction's view of the articles that its writes touch.</summary>
internal sealed class WriteSession(IngestDbContext db, DateTimeOffset now, Guid instance)
{
    // Chains are short: a survivor is seldom found to be another's twin in its turn.
    private const int MostHops = 8;
    private readonly List<(OutboxRow Row, object Message)> _news = [];
    private readonly Dictionary<string, Guid> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, (ArticleRow Row, StoredArticle Article)> _articles = [];
    private readonly Dictionary<Guid, List<ArticleCategoryRow>> _places = [];

    public IngestDbContext Db => db;

    /// <summary>When this transaction's writes happen; whole milliseconds, as the database keeps them.</summary>
    public DateTimeOffset Now => now;

    public async Task LoadAsync(IReadOnlyCollection<PendingWrite> writes, CancellationToken ct)
    {
        var keys = writes.SelectMany(w => w.Keys).Distinct(StringComparer.Ordinal).ToList();
        var ids = writes.SelectMany(w => w.Ids).ToHashSet();
        if (keys.Count > 0)
        {
            await foreach (var key in Keys(keys).WithCancellation(ct))
            {
                _ids[key.Key] = key.ArticleId;
                ids.Add(key.ArticleId);
            }
        }
        // What a key leads to may have turned out to be another article.
        for (var hops = 0; ids.Count > 0 && hops <= MostHops; hops++)
        {
            await LoadArticlesAsync([.. ids], ct);
            ids = [.. _articles.Values.Select(a => a.Article.DuplicateOf).OfType<Guid>()];
            ids.ExceptWith(_articles.Keys);
        }
    }

    private IAsyncEnumerable<ArticleKeyRow> Keys(List<string> keys) =>
        db.ArticleKeys.AsNoTracking().Where(k => keys.Contains(k.Key)).AsAsyncEnumerable();

    private async Task LoadArticlesAsync(List<Guid> ids, CancellationToken ct)
    {
        var found =
            from article in db.Articles
            join revision in db.Revisions
                on new { ArticleId = article.Id, article.Revision } equals new
                {
                    revision.ArticleId,
                    revision.Revision,
                }
            where ids.Contains(article.Id)
            select new { article, revision.Document };
        await foreach (var one in found.AsAsyncEnumerable().WithCancellation(ct))
            _articles[one.article.Id] = (one.article, StoredArticle.FromJson(one.Document));
        await foreach (
            var place in db
                .ArticleCategories.Where(p => ids.Contains(p.ArticleId))
                .AsAsyncEnumerable()
                .WithCancellation(ct)
        )
            PlacesOf(place.ArticleId).Add(place);
    }

    public StoredArticle? Find(Guid id) => _articles.TryGetValue(id, out var found) ? found.Article : null;

    /// <summary>
    /// The article that a draft is about, and another one that it proves to be the same. A page alone does not make two
    /// articles one when one sender has a key for each: a live blog's posts share their page.
    /// </summary>
    public (StoredArticle? Article, StoredArticle? Twin) Recognise(ArticleDraft draft)
    {
        var sender = draft.Arrival.Sender;
        var guid = draft.Content.Guid;
        var byGuid = guid is null ? null : FindByKey(ArticleKey.OfGuid(guid, sender));
        var byUrl = ArticleKey.UrlOf(draft.Content) is { } url ? FindByKey(ArticleKey.OfUrl(url)) : null;
        if (guid is not null && byUrl is not null && Voices.KnowsByAnotherGuid(byUrl, sender, guid))
            byUrl = null;
        if (byGuid is null || byUrl is null || byGuid.Id == byUrl.Id)
            return (byGuid ?? byUrl, null);
        var mayJoin =
            byGuid.State != ArticleState.Retracted
            && byUrl.State != ArticleState.Retracted
            && !Voices.AreTwo(byGuid, byUrl);
        if (!mayJoin)
            return (byGuid, null);
        // Readers know the one that was published; of two, the older.
        var inOrder = new[] { byGuid, byUrl }
            .OrderByDescending(a => a.EverPublished)
            .ThenBy(a => a.ReceivedAt)
            .ThenBy(a => a.Id)
            .ToList();
        return (inOrder[0], inOrder[1]);
    }

    /// <summary>What is known by a key; where two turned out to be one, that one.</summary>
    public StoredArticle? FindByKey(string key)
    {
        var found = _ids.TryGetValue(key, out var id) ? Find(id) : null;
        for (var hops = 0; found?.DuplicateOf is { } other && hops < MostHops; hops++)
            found = Find(other) ?? found;
        return found;
    }

    /// <summary>Writes what was decided, if it is a new revision; what it came by leads to it from now on.</summary>
    /// <param name="intake">What was decided.</param>
    /// <param name="keys">Among those that the write had named, so that it is known whose they are.</param>
    public void Save(Intake intake, IEnumerable<string> keys)
    {
        if (intake is Intake.Created created)
            Save(created.Article);
        else if (intake is Intake.Revised revised)
            Save(revised.Article);
        if (intake.About is not { } article)
            return;
        // Claimed, never stolen: a key that leads to another article goes on leading there.
        foreach (var key in keys.Where(k => _ids.TryAdd(k, article.Id)))
            db.ArticleKeys.Add(new() { Key = key, ArticleId = article.Id });
    }

    /// <summary>Keeps who has told what of the current revision, which says the same as before.</summary>
    /// <param name="article">The current revision, with other <see cref="StoredArticle.Senders"/>.</param>
    public StoredArticle Note(StoredArticle article)
    {
        var (row, known) = _articles[article.Id];
        if (ReferenceEquals(known, article))
            return article;
        _articles[article.Id] = (row, article);
        var revision = db.Revisions.Local.FindEntryUntyped([article.Id, article.Revision]);
        revision ??= db.Revisions.Attach(
            new()
            {
                ArticleId = article.Id,
                Revision = article.Revision,
                Document = "",
            }
        );
        revision.Property(r => r.Document).CurrentValue = article.ToJson();
        return article;
    }

    // The next revision with everything that belongs to it.
    private void Save(StoredArticle next)
    {
        var previous = Find(next.Id);
        var row = previous is null ? Added(next) : _articles[next.Id].Row;
        row.Take(next);
        _articles[next.Id] = (row, next);
        db.Revisions.Add(
            new()
            {
                ArticleId = next.Id,
                Revision = next.Revision,
                Document = next.ToJson(),
            }
        );
        SavePlaces(next);
        if (OutboxRow.Of(previous, next) is { } news)
            Tell(news, OutboxMessage.About(news.Kind, next));
    }

    /// <summary>Adds a row to the outbox, and the message that it stands for; this instance is the one to tell it.</summary>
    public void Tell(OutboxRow news, object message)
    {
        news.LeasedBy = instance;
        news.LeasedUntil = now + OutboxLease.Length;
        db.Outbox.Add(news);
        _news.Add((news, message));
    }

    /// <summary>What this transaction tells, once it is on disk and the rows have their numbers.</summary>
    public IEnumerable<OutboxMessage> News() =>
        _news.Select(n => new OutboxMessage(n.Row.Seq, n.Row.MessageId, n.Message)
        {
            LeasedUntil = now + OutboxLease.Length,
        });

    private ArticleRow Added(StoredArticle next)
    {
        var row = new ArticleRow { Id = next.Id, Title = next.Title };
        db.Articles.Add(row);
        return row;
    }

    private void SavePlaces(StoredArticle next)
    {
        var places = PlacesOf(next.Id);
        foreach (var left in places.Where(p => !next.Categories.Contains(p.Slug)).ToList())
        {
            places.Remove(left);
            db.ArticleCategories.Remove(left);
        }
        foreach (var place in places)
            place.Take(next);
        foreach (var slug in next.Categories.Where(s => places.TrueForAll(p => p.Slug != s)))
        {
            var place = new ArticleCategoryRow { ArticleId = next.Id, Slug = slug };
            place.Take(next);
            places.Add(place);
            db.ArticleCategories.Add(place);
        }
    }

    private List<ArticleCategoryRow> PlacesOf(Guid id)
    {
        if (!_places.TryGetValue(id, out var places))
            _places[id] = places = [];
        return places;
    }
}
