using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Syndication.Contracts;
using Syndication.Feeds.Caching;
using Syndication.Feeds.Redis;
using Syndication.Hosting.Json;

namespace Syndication.Feeds.Entries;

/// <summary>The projection in Redis, shared by every process; the keys are told in <c>shared.lua</c>.</summary>
internal sealed class RedisEntryStore : IEntryStore
{
    /// <summary>Where changes are announced.</summary>
    public const string Channel = "synd:changed";

    private const int MostChangesAtOnce = 1_000;
    private const int MostFetchedAtOnce = 200;

    private readonly RecentlyUsed<Guid, Article> _seen;
    private readonly RedisLink _link;
    private readonly StoreView _view;

    public RedisEntryStore(RedisLink link, StoreView view, IOptions<FeedsOptions> options)
    {
        _seen = new(int.MaxValue, options.Value.Articles);
        _link = link;
        _view = view;
        link.Listen(Hear, view.Hurry);
    }

    public Task<IReadOnlyCollection<string>> ApplyAsync(Article article, bool replay, CancellationToken ct) =>
        ChangeAsync(
            RedisScripts.Apply,
            [
                Member(article.Id),
                article.Revision,
                article.PublishedAt.ToUnixTimeMilliseconds(),
                article.RevisedAt.ToUnixTimeMilliseconds(),
                ArticlePack.Write(article),
                Lines(Selector.Of(article)),
                replay,
            ],
            ct
        );

    public Task<IReadOnlyCollection<string>> RetractAsync(
        ArticleRetracted retraction,
        CancellationToken ct
    ) =>
        ChangeAsync(
            RedisScripts.Retract,
            [
                Member(retraction.ArticleId),
                retraction.Revision,
                retraction.RetractedAt.ToUnixTimeMilliseconds(),
                Lines([Selector.All, .. retraction.Categories]),
                retraction.Replay,
            ],
            ct
        );

    public async Task<bool> DefineAsync(CategoryDefined category, CancellationToken ct)
    {
        RedisValue[] args =
        [
            category.Slug,
            category.Version,
            JsonSerializer.SerializeToUtf8Bytes(category, HouseJson.Options),
        ];
        return (await ChangeAsync(RedisScripts.Define, args, ct)).Count > 0;
    }

    public Task FinishRebuildAsync(RebuildFinished end, CancellationToken ct) =>
        _link.RunAsync(RedisScripts.Finish, [end.RebuildId.ToString(), end.Articles], ct);

    public async Task<FeedSlice> ReadAsync(SliceRequest request, CancellationToken ct)
    {
        RedisValue[] args =
        [
            request.Limit,
            Json(request.Selection.Sources),
            Json(request.Selection.Exclude),
            request.Before is { } before ? before.At : "",
            request.Before?.Id.ToString() ?? "",
            request.From is { } from ? from.ToUnixTimeMilliseconds() : "",
            request.Until is { } until ? until.ToUnixTimeMilliseconds() : "",
            request.Depth is { } depth ? depth : "",
        ];
        var answer = Parts(await _link.RunAsync(RedisScripts.Read, args, ct));
        var modified = (string)answer[4];
        return new()
        {
            Stamp = StampOf(answer),
            Complete = (string)answer[2] == "1",
            Known = (string)answer[3] == "1",
            ModifiedAt =
                modified.Length > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(Number(modified)) : null,
            Older = PlaceOf((string)answer[5]),
            Newer = PlaceOf((string)answer[6]),
            IsDeepest = (string)answer[7] == "1",
            Articles = await ArticlesAsync(answer[8..], ct),
        };
    }

    public async Task<IReadOnlyList<ChangedSet>> TakeChangesAsync(
        TimeSpan quiet,
        TimeSpan lease,
        CancellationToken ct
    )
    {
        RedisValue[] args = [(long)quiet.TotalMilliseconds, (long)lease.TotalMilliseconds, MostChangesAtOnce];
        var answer = Parts(await _link.RunAsync(RedisScripts.TakeChanges, args, ct));
        return
        [
            .. answer
                .Chunk(3)
                .Select(set => new ChangedSet((string)set[0], Number((string)set[1]))
                {
                    Articles = ChangedSet.Last(NewsOf((byte[])set[2])),
                }),
        ];
    }

    public async Task ChangesToldAsync(IReadOnlyList<ChangedSet> told, CancellationToken ct)
    {
        if (told.Count > 0)
            await _link.RunAsync(
                RedisScripts.ChangesTold,
                [.. told.SelectMany(t => new RedisValue[] { t.Selector, t.Version })],
                ct
            );
    }

    public async Task<DefinedCategories> ReadCategoriesAsync(CancellationToken ct)
    {
        var answer = Parts(await _link.RunAsync(RedisScripts.ReadCategories, [], ct));
        return new(
            StampOf(answer),
            [
                .. answer
                    .Skip(2)
                    .Select(data =>
                        JsonSerializer.Deserialize<CategoryDefined>((byte[])data, HouseJson.Options)!
                    ),
            ]
        );
    }

    public async Task<StoreMemory?> ReadMemoryAsync(CancellationToken ct)
    {
        var answer = Parts(await _link.RunAsync(RedisScripts.Memory, [], ct));
        // Some who offer Redis do not tell.
        return
            long.TryParse((string)answer[0], CultureInfo.InvariantCulture, out var used)
            && long.TryParse((string)answer[1], CultureInfo.InvariantCulture, out var most)
            ? new(used, most, (string)answer[2])
            : null;
    }

    public async Task<StoreState> ProbeAsync(Stamp known, CancellationToken ct)
    {
        RedisValue[] args =
        [
            known.Epoch ?? "",
            known.Version.ToString(CultureInfo.InvariantCulture),
            Guid.CreateVersion7().ToString(),
            (long)RebuildPatience.Silence.TotalMilliseconds,
            (long)RebuildPatience.Stragglers.TotalMilliseconds,
        ];
        var answer = Parts(await _link.ProbeAsync(RedisScripts.Probe, args, ct));
        var stamp = StampOf(answer);
        return new()
        {
            Stamp = stamp,
            Complete = (string)answer[2] == "1",
            Rebuild = Guid.TryParse((string)answer[3], out var rebuild) ? rebuild : null,
            Ask = (string)answer[4] == "1",
            GaveUp = (string)answer[5] == "1",
            Versions = stamp == known ? null : Versions(answer.AsSpan(6)),
            // An odd word.
            IsAfterMany = answer.Length == 7,
        };
    }

    private void Hear(string announcement)
    {
        if (announcement.Split('\n') is [var epoch, var version, .. var selectors])
            _view.Note(new StoreChange(new(epoch, Number(version)), selectors));
    }

    // The caller's own process must not wait for the announcement.
    private async Task<IReadOnlyCollection<string>> ChangeAsync(
        RedisScript script,
        RedisValue[] args,
        CancellationToken ct
    )
    {
        var answer = Parts(await _link.RunAsync(script, args, ct));
        if ((long)answer[0] == 1)
            _view.Hurry();
        if (answer.Length == 1)
            return [];
        string[] changed = [.. answer.Skip(3).Select(selector => (string)selector)];
        _view.Note(new StoreChange(StampOf(answer.AsSpan(1)), changed));
        return changed;
    }

    // Most of a feed's articles stood in it at the last reading as well; only what this process has not seen is sent.
    private async Task<IReadOnlyList<Article>> ArticlesAsync(RedisResult[] revisions, CancellationToken ct)
    {
        var articles = new Article?[revisions.Length / 2];
        var missing = new List<(int Index, Guid Id)>();
        for (var i = 0; i < articles.Length; i++)
        {
            var (id, revision) = (IdOf(revisions[2 * i]), (int)revisions[2 * i + 1]);
            articles[i] = _seen.Find(id) is { } known && known.Revision == revision ? known : null;
            if (articles[i] is null)
                missing.Add((i, id));
        }
        foreach (var some in missing.Chunk(MostFetchedAtOnce))
        {
            RedisValue[] ids = [.. some.Select(m => Member(m.Id))];
            var answer = Parts(await _link.RunAsync(RedisScripts.Fetch, ids, ct));
            for (var i = 0; i < some.Length; i++)
            {
                var data = (byte[])answer[i];
                if (data.Length > 0)
                    _seen.Put(
                        some[i].Id,
                        articles[some[i].Index] = ArticlePack.Read(data, out var size),
                        size
                    );
            }
        }
        // Withdrawn between the two calls.
        return [.. articles.OfType<Article>()];
    }

    // As shared.lua notes them: id, revision, version.
    private static IEnumerable<ChangedArticle> NewsOf(byte[] noted) =>
        noted
            .Chunk(28)
            .Select(one => new ChangedArticle(
                new(one.AsSpan(0, 16), bigEndian: true),
                BinaryPrimitives.ReadInt32BigEndian(one.AsSpan(16))
            ));

    private static byte[] Json(IReadOnlyList<string> words) =>
        JsonSerializer.SerializeToUtf8Bytes(words, HouseJson.Options);

    // No selector has a control character.
    private static string Lines(IEnumerable<string> selectors) => string.Join('\n', selectors);

    private static RedisValue Member(Guid id) => id.ToByteArray(bigEndian: true);

    private static Guid IdOf(RedisResult member) => new((byte[])member, bigEndian: true);

    private static Place? PlaceOf(string text) =>
        text.Split(' ') is [var at, var id] ? new(Number(at), Guid.Parse(id)) : null;

    private static Dictionary<string, long> Versions(ReadOnlySpan<RedisResult> pairs)
    {
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < pairs.Length; i += 2)
            versions[(string)pairs[i]] = Number((string)pairs[i + 1]);
        return versions;
    }

    private static Stamp StampOf(ReadOnlySpan<RedisResult> answer) =>
        new((string)answer[0], Number((string)answer[1]));

    private static RedisResult[] Parts(RedisResult answer) => (RedisResult[])answer;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
