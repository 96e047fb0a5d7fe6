using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Outbox;

namespace Syndication.Ingest.Store;

/// <summary>One transaction's view of the articles that its writes touch.</summary>
internal sealed class WriteSession(IngestDbContext db, DateTimeOffset now, Guid instance)
{
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
        if (ids.Count > 0)
            await LoadArticlesAsync([.. ids], ct);
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
    /// The article that a sender's key or page stands for. A page alone does not make two articles one when each has a
    /// key of its own: a live blog's posts share their page.
    /// </summary>
    public StoredArticle? Find(string? guid, string? url)
    {
        if (guid is not null && FindByKey(ArticleKey.OfGuid(guid)) is { } known)
            return known;
        var sharing = url is null ? null : FindByKey(ArticleKey.OfUrl(url));
        return guid is null || sharing?.Guid is null ? sharing : null;
    }

    private StoredArticle? FindByKey(string key) => _ids.TryGetValue(key, out var id) ? Find(id) : null;

    /// <summary>Writes what was decided, if it is a new revision.</summary>
    public void Save(Intake intake)
    {
        if (intake is Intake.Created created)
            Save(created.Article);
        else if (intake is Intake.Revised revised)
            Save(revised.Article);
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
        SaveKeys(previous, next);
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

    private void SaveKeys(StoredArticle? previous, StoredArticle next)
    {
        if (next.Guid is { } guid && guid != previous?.Guid)
            Claim(ArticleKey.OfGuid(guid), next.Id);
        if (next.Url is { } url && url != previous?.Url)
            Claim(ArticleKey.OfUrl(url), next.Id);
    }

    private void Claim(string key, Guid id)
    {
        if (_ids.TryAdd(key, id))
            db.ArticleKeys.Add(new() { Key = key, ArticleId = id });
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
            place.PublishedAt = next.PublishedAt;
        foreach (var slug in next.Categories.Where(s => places.TrueForAll(p => p.Slug != s)))
        {
            var place = new ArticleCategoryRow
            {
                ArticleId = next.Id,
                Slug = slug,
                PublishedAt = next.PublishedAt,
            };
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
