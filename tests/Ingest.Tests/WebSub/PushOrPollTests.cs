using System.Text;
using System.Text.Json.Nodes;
using Syndication.Ingest.Tests.Sources;
using Syndication.Testing;
using static Syndication.Ingest.Tests.Sources.SourceDesk;

namespace Syndication.Ingest.Tests.WebSub;

/// <summary>Whose word holds when a push and the source itself say different things.</summary>
public sealed class PushOrPollTests : IAsyncLifetime
{
    private HubDesk _desk = null!;

    private HubServer Hub => _desk.Hub;

    public async ValueTask InitializeAsync()
    {
        _desk = await HubDesk.OpenAsync();
        _desk.Show("/feed", Item(1));
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task The_same_entry_by_poll_and_by_push_is_one_article()
    {
        var (id, request) = await _desk.SubscribeAsync();

        await Hub.PushAsync(request, Rss(Item(1), Item(2)));
        await Hub.PushAsync(request, Rss(Item(1), Item(2)));
        _desk.Show("/feed", Item(2), Item(1));
        var source = await _desk.Host.PollAgainAsync(id);

        Assert.Equal(2, (int)source["articlesSeen"]!);
        var articles = await _desk.Host.ArticlesAsync();
        Assert.Equal([1, 1], articles.Select(a => (int)a!["revision"]!));
    }

    [Fact]
    public async Task An_edit_dated_after_what_is_known_is_taken_from_a_push()
    {
        var (_, request) = await _desk.SubscribeAsync();
        var edit = Atom("নতুন শিরোনাম", TimeProvider.System.GetUtcNow());
        await Hub.PushAsync(request, Atom("শিরোনাম", DateTimeOffset.UnixEpoch), type: "application/atom+xml");

        await Waiting.UntilAsync(
            async () =>
            {
                // Its date must lie behind us, and after the first version's arrival.
                edit = Atom("নতুন শিরোনাম", TimeProvider.System.GetUtcNow());
                await Hub.PushAsync(request, edit, type: "application/atom+xml");
                return Title(await ArticleAsync()) == "নতুন শিরোনাম";
            },
            TimeSpan.FromSeconds(20),
            "the edit",
            IngestHost.Ct
        );
        // And what was on its way for long does not bring the old words back.
        await Hub.PushAsync(request, Atom("শিরোনাম", DateTimeOffset.UnixEpoch), type: "application/atom+xml");

        var article = await ArticleAsync();
        Assert.Equal("নতুন শিরোনাম", Title(article));
        Assert.Equal(2, (int)article["revision"]!);
    }

    [Fact]
    public async Task An_edit_that_may_be_an_old_one_is_left_to_the_source_itself()
    {
        var (id, request) = await _desk.SubscribeAsync();

        Assert.Equal(202, await Hub.PushAsync(request, Rss(Item(1, "আগের কথা"))));

        Assert.Equal("নদীর পানি বাড়ছে 1", Title((await _desk.Host.ArticlesAsync())[0]));
        var source = await _desk.Host.SourceAsync(id);
        var soon = (DateTimeOffset)source["nextPollAt"]! - TimeProvider.System.GetUtcNow();
        Assert.InRange(soon, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
        // The source says it too: then it is so.
        _desk.Show("/feed", Item(1, "আগের কথা"));
        await _desk.Host.PollAgainAsync(id);
        Assert.Equal("আগের কথা 1", Title((await _desk.Host.ArticlesAsync())[0]));
    }

    [Fact]
    public async Task The_source_that_is_left_to_speak_for_itself_is_asked_without_conditions()
    {
        var first = Atom("শিরোনাম", DateTimeOffset.UnixEpoch);
        _desk.Origin["/feed"] = FeedServer.Says(
            first,
            headers: [("Link", _desk.Links("/feed")), ("ETag", "\"1\"")]
        );
        var (id, request) = await _desk.SubscribeAsync();
        var edit = Atom("ভুল শিরোনাম", TimeProvider.System.GetUtcNow());
        await Hub.PushAsync(request, edit, type: "application/atom+xml");
        Assert.Equal("ভুল শিরোনাম", Title(await ArticleAsync()));

        // The newsroom over there has put its first version back, to the byte.
        await Hub.PushAsync(request, first, type: "application/atom+xml");
        await _desk.Host.PollAgainAsync(id);

        Assert.Equal("শিরোনাম", Title(await ArticleAsync()));
    }

    [Fact]
    public async Task A_poll_that_a_push_has_overtaken_does_not_bring_the_old_words_back()
    {
        var (id, request) = await _desk.SubscribeAsync();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var old = Atom("শিরোনাম", DateTimeOffset.UnixEpoch);
        await Hub.PushAsync(request, old, type: "application/atom+xml");
        _desk.Origin["/feed"] = async context =>
        {
            asked.TrySetResult();
            await answer.Task;
            await FeedServer.Says(
                Atom("মাঝের কথা", DateTimeOffset.UnixEpoch),
                headers: ("Link", _desk.Links("/feed"))
            )(context);
        };

        var polled = _desk.Host.PollAgainAsync(id);
        await asked.Task;
        var edit = Atom("নতুন শিরোনাম", TimeProvider.System.GetUtcNow());
        await Hub.PushAsync(request, edit, type: "application/atom+xml");
        answer.SetResult();
        var source = await polled;

        Assert.Equal("নতুন শিরোনাম", Title(await ArticleAsync()));
        // It is asked once more, without conditions, and then its word holds.
        var soon = (DateTimeOffset)source["nextPollAt"]! - TimeProvider.System.GetUtcNow();
        Assert.InRange(soon, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
        await _desk.Host.PollAgainAsync(id);
        Assert.Equal("মাঝের কথা", Title(await ArticleAsync()));
    }

    [Fact]
    public async Task A_poll_that_a_push_has_overtaken_leaves_no_conditions_behind()
    {
        var first = Atom("শিরোনাম", DateTimeOffset.UnixEpoch);
        var headers = new[] { ("Link", _desk.Links("/feed")), ("ETag", "\"1\"") };
        _desk.Origin["/feed"] = FeedServer.Says(first, headers: headers);
        var (id, request) = await _desk.SubscribeAsync();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _desk.Origin["/feed"] = async context =>
        {
            asked.TrySetResult();
            await answer.Task;
            await FeedServer.Says(first, headers: headers)(context);
        };

        var polled = _desk.Host.PollAgainAsync(id);
        await asked.Task;
        var edit = Atom("ভুল শিরোনাম", TimeProvider.System.GetUtcNow());
        await Hub.PushAsync(request, edit, type: "application/atom+xml");
        answer.SetResult();
        await polled;
        Assert.Equal("ভুল শিরোনাম", Title(await ArticleAsync()));

        // What the source still says after the push holds.
        await _desk.Host.PollAgainAsync(id);
        Assert.Equal("শিরোনাম", Title(await ArticleAsync()));
    }

    private async Task<JsonNode> ArticleAsync() =>
        (await _desk.Host.ArticlesAsync()).Single(a => (string?)a!["url"] == "https://shokal.example/a")!;

    private static string? Title(JsonNode? article) => (string?)article!["title"];

    private static byte[] Atom(string title, DateTimeOffset updated) =>
        Encoding.UTF8.GetBytes(
            $"<feed xmlns='http://www.w3.org/2005/Atom'><id>tag:shokal.example,2025:feed</id><title>সকাল</title>"
                + $"<updated>{updated:O}</updated><entry><id>tag:shokal.example,2025:a</id><title>{title}</title>"
                + $"<link href='https://shokal.example/a'/><category term='জাতীয়'/><published>1970-01-01T00:00:00Z</published><updated>{updated:O}</updated>"
                + "<content>আজ সারা দিন বৃষ্টি।</content></entry></feed>"
        );
}
