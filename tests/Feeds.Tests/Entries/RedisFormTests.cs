using System.Text;
using Syndication.Contracts;
using Syndication.Feeds.Entries;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Entries;

/// <summary>How articles lie in Redis, and what an earlier release left there.</summary>
public sealed class RedisFormTests(RedisFixture redis) : StoreTests(redis), IClassFixture<RedisFixture>
{
    // Files an article as the releases before this one did.
    private const string Earlier = """
        redis.call('HMSET', 'synd:article:' .. ARGV[1], 'rev', ARGV[2], 'dead', ARGV[5], 'data', ARGV[4], 'selectors',
          ARGV[5] == '1' and '[]' or '["all","international"]')
        if ARGV[5] == '1' then
          redis.call('HDEL', 'synd:article:' .. ARGV[1], 'data')
        else
          redis.call('ZADD', 'synd:feed:all', ARGV[3], ARGV[1])
          redis.call('ZADD', 'synd:feed:international', ARGV[3], ARGV[1])
        end
        redis.call('ZADD', 'synd:stamps', 1, 'all')
        redis.call('ZADD', 'synd:stamps', 1, 'international')
        return 1
        """;

    [Fact]
    public async Task A_script_that_the_server_forgot_is_told_again()
    {
        await Redis.CommandAsync(Ct, "SCRIPT", "FLUSH");

        Assert.NotEmpty(await Store.ApplyAsync(Some.Article, replay: false, Ct));
        Assert.NotEmpty(await Store.ApplyAsync(Some.Article, replay: false, Ct));
    }

    [Fact]
    public async Task A_tombstone_keeps_no_words_and_never_expires()
    {
        var article = Some.Article;
        await Store.ApplyAsync(article, replay: false, Ct);
        await Store.RetractAsync(Stories.Retraction(article, 2), Ct);

        Assert.Equal(
            "8 -1",
            await OfAsync(article.Id, "redis.call('STRLEN', k) .. ' ' .. redis.call('TTL', k)")
        );
    }

    [Fact]
    public async Task An_article_lies_packed_to_less_than_half_of_its_words()
    {
        var words =
            "নদীর পাড়ে গ্রামের মানুষ নতুন একটি পাঠাগার গড়ে তুলেছেন; প্রতিদিন বিকেলে শিশুরা সেখানে বই পড়তে আসে।";
        var article = Some.Article with
        {
            Content = string.Concat(Enumerable.Range(0, 10).Select(i => $"<p>{i} {words}</p>")),
        };
        await Store.ApplyAsync(article, replay: false, Ct);

        var length = int.Parse(await OfAsync(article.Id, "redis.call('STRLEN', k) .. ''"), null);
        Assert.InRange(length, 1, ArticleJson.Write(article).Length / 2);
        var read = Assert.Single((await Beside().ReadAsync(new(Selection.Of(World), 1), Ct)).Articles);
        Assert.Equal(ArticleJson.Write(article), ArticleJson.Write(read));
    }

    [Fact]
    public async Task What_an_earlier_release_filed_is_read_in_its_place()
    {
        var articles = Enumerable
            .Range(0, 6)
            .Select(i => Some.Article with { PublishedAt = Some.Instant.AddMinutes(i) })
            .ToArray();
        foreach (var article in articles.Where((_, i) => i % 2 == 0))
            await FileEarlierAsync(article);
        foreach (var article in articles.Where((_, i) => i % 2 == 1))
            await Store.ApplyAsync(article, replay: false, Ct);

        var slice = await Store.ReadAsync(new(Selection.Combine([World], [Sports]), 4), Ct);

        Assert.Equal(articles.Reverse().Take(4).Select(a => a.Id), slice.Articles.Select(a => a.Id));
        Assert.Equal(articles[0].Title, slice.Articles[^1].Title);
        Assert.Equal(Place.Of(articles[1]), slice.Older);
        var rest = await Store.ReadAsync(new(Selection.Of(World), 4) { Before = Place.Of(articles[2]) }, Ct);
        Assert.Equal([articles[1].Id, articles[0].Id], rest.Articles.Select(a => a.Id));
    }

    [Fact]
    public async Task What_an_earlier_release_filed_is_written_anew_by_its_next_change_and_by_a_rebuild()
    {
        var (revised, retold, withdrawn) = (Some.Article, Some.Article, Some.Article);
        foreach (var article in (Article[])[revised, retold, withdrawn])
            await FileEarlierAsync(article);

        Assert.Empty(await Store.ApplyAsync(revised, replay: false, Ct));
        Assert.NotEmpty(
            await Store.ApplyAsync(revised with { Revision = 2, Categories = [Sports] }, replay: false, Ct)
        );
        Assert.NotEmpty(await Store.ApplyAsync(retold, replay: true, Ct));
        Assert.Empty(await Store.ApplyAsync(retold, replay: true, Ct));
        Assert.NotEmpty(await Store.RetractAsync(Stories.Retraction(withdrawn, 2), Ct));

        Assert.Equal([retold.Id], (await ReadAsync(World)).Articles.Select(a => a.Id));
        Assert.Equal([revised.Id], (await ReadAsync(Sports)).Articles.Select(a => a.Id));
        Assert.Equal(2, (await ReadAsync(Selector.All)).Articles.Count);
        Assert.Equal("", await Redis.CommandAsync(Ct, "KEYS", "synd:article:*"));
        Assert.Equal("2", await Redis.CommandAsync(Ct, "ZCARD", "synd:feed:all"));
    }

    [Fact]
    public async Task A_tombstone_of_an_earlier_release_holds()
    {
        var article = Some.Article;
        await FileEarlierAsync(article with { Revision = 2 }, isDead: true);

        Assert.Empty(await Store.ApplyAsync(article, replay: true, Ct));
        Assert.Empty(await Store.ApplyAsync(article with { Revision = 2 }, replay: true, Ct));

        Assert.Empty((await ReadAsync(World)).Articles);
    }

    [Fact]
    public async Task It_tells_how_full_it_is()
    {
        await Redis.CommandAsync(Ct, "CONFIG", "SET", "maxmemory", "64mb");
        try
        {
            var memory = await Store.ReadMemoryAsync(Ct);

            Assert.NotNull(memory);
            Assert.Equal((64L << 20, "noeviction"), (memory.Value.Most, memory.Value.Policy));
            Assert.InRange(memory.Value.Used, 100_000, 64L << 20);
        }
        finally
        {
            await Redis.CommandAsync(Ct, "CONFIG", "SET", "maxmemory", "0");
        }
    }

    [Fact]
    public async Task An_article_whose_key_was_evicted_leaves_the_others_to_be_read()
    {
        var articles = new[] { Some.Article, Some.Article, Some.Article };
        foreach (var article in articles)
            await Store.ApplyAsync(article, replay: false, Ct);
        await OfAsync(articles[1].Id, "redis.call('DEL', k)");

        var read = (await Beside().ReadAsync(new(Selection.Of(World), 10), Ct)).Articles;

        Assert.Equal(new[] { articles[0].Id, articles[2].Id }.Order(), read.Select(a => a.Id).Order());
    }

    [Fact]
    public async Task Versions_grow_when_everything_was_lost()
    {
        await Store.ApplyAsync(Some.Article, replay: false, Ct);
        var before = (await Store.ProbeAsync(default, Ct)).Stamp;
        await Redis.CommandAsync(Ct, "FLUSHALL");

        await Store.ApplyAsync(Some.Article, replay: false, Ct);
        var told = await Store.TakeChangesAsync(TimeSpan.Zero, TimeSpan.FromMinutes(1), Ct);
        var after = (await Store.ProbeAsync(before, Ct)).Stamp;
        await Redis.CommandAsync(Ct, "FLUSHALL");
        var last = (await Store.ProbeAsync(after, Ct)).Stamp;

        Assert.All(told, change => Assert.True(change.Version > before.Version));
        Assert.True(after.Version > before.Version);
        Assert.True(last.Version > after.Version);
    }

    [Fact]
    public async Task What_changed_before_the_clock_was_put_back_is_told()
    {
        await Store.ApplyAsync(Some.Article, replay: false, Ct);
        var ahead = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds();
        await Redis.CommandAsync(Ct, "ZADD", "synd:untold", $"{ahead}", "all");

        var due = await Store.TakeChangesAsync(TimeSpan.Zero, TimeSpan.FromSeconds(30), Ct);

        Assert.Contains(due, change => change.Selector == Selector.All);
        Assert.Empty(await Store.TakeChangesAsync(TimeSpan.Zero, TimeSpan.FromSeconds(30), Ct));
    }

    [Fact]
    public async Task Who_was_away_while_very_much_changed_is_told_so_and_takes_nothing_as_current()
    {
        View.Note(await Store.ProbeAsync(default, Ct));
        var before = await ReadAsync(World);
        Assert.True(View.IsCurrent(World, before.Stamp));
        await Redis.CommandAsync(
            Ct,
            "EVAL",
            """
            for i = 1, 30000 do
              redis.call('ZADD', 'synd:stamps', string.format('%.0f', redis.call('INCR', 'synd:version')), 'tags/' .. i)
            end
            """,
            "0"
        );

        var state = await Store.ProbeAsync(View.Looked, Ct);
        View.Note(state);

        Assert.True(state.IsAfterMany);
        Assert.Empty(state.Versions!);
        Assert.False(View.IsCurrent(World, before.Stamp));
        Assert.False(View.IsCurrent("tags/7", before.Stamp));
        Assert.True(View.IsCurrent("tags/7", state.Stamp));
        Assert.False((await Store.ProbeAsync(state.Stamp, Ct)).IsAfterMany);
    }

    private Task<string> FileEarlierAsync(Article article, bool isDead = false) =>
        Redis.CommandAsync(
            Ct,
            "EVAL",
            Earlier,
            "0",
            article.Id.ToString(),
            $"{article.Revision}",
            $"{article.PublishedAt.ToUnixTimeMilliseconds()}",
            Encoding.UTF8.GetString(ArticleJson.Write(article)),
            isDead ? "1" : "0"
        );

    // The key is of bytes that are no text.
    private Task<string> OfAsync(Guid id, string answer) =>
        Redis.CommandAsync(
            Ct,
            "EVAL",
            "local k = 'synd:a:' .. string.gsub(ARGV[1], '%x%x', function(h) return string.char(tonumber(h, 16)) end) return "
                + answer,
            "0",
            id.ToString("N")
        );
}
