using System.Globalization;
using System.Text.Json;
using StackExchange.Redis;
using Syndication.Contracts;
using Syndication.Feeds.Redis;
using Syndication.Hosting.Json;

namespace Syndication.Feeds.Entries;

/// <summary>The projection in Redis, shared by every process; the keys are told in <c>shared.lua</c>.</summary>
internal sealed class RedisEntryStore : IEntryStore
{
    /// <summary>Where changes are announced.</summary>
    public const string Channel = "synd:changed";

    private readonly RedisLink _link;
    private readonly StoreView _view;

    public RedisEntryStore(RedisLink link, StoreView view)
    {
        _link = link;
        _view = view;
        link.Listen(Hear, view.Hurry);
    }

    public Task<IReadOnlyCollection<string>> ApplyAsync(Article article, bool replay, CancellationToken ct) =>
        ChangeAsync(
            RedisScripts.Apply,
            [
                article.Id.ToString(),
                article.Revision,
                article.PublishedAt.ToUnixTimeMilliseconds(),
                article.RevisedAt.ToUnixTimeMilliseconds(),
                ArticleJson.Write(article),
                Selectors(article.Categories),
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
                retraction.ArticleId.ToString(),
                retraction.Revision,
                retraction.RetractedAt.ToUnixTimeMilliseconds(),
                Selectors(retraction.Categories),
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

    public async Task<FeedSlice> ReadAsync(string selector, int limit, CancellationToken ct)
    {
        var answer = Parts(await _link.RunAsync(RedisScripts.Read, [selector, limit], ct));
        var modified = (string)answer[3];
        return new()
        {
            Stamp = StampOf(answer),
            Complete = (string)answer[2] == "1",
            ModifiedAt =
                modified.Length > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(Number(modified)) : null,
            Articles = [.. answer.Skip(4).Select(data => ArticleJson.Read((byte[])data))],
        };
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
        };
    }

    private void Hear(string announcement)
    {
        if (announcement.Split(' ') is [var epoch, var version, .. var selectors])
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

    private static byte[] Selectors(IReadOnlyList<string> categories) =>
        JsonSerializer.SerializeToUtf8Bytes<string[]>([Selector.All, .. categories], HouseJson.Options);

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
