using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Syndication.EndToEnd.Tests.Deployments;
using Syndication.EndToEnd.Tests.Newsroom;
using Syndication.Testing;
using Syndication.Testing.Deployments;
using Syndication.Testing.Hub;
using Syndication.Testing.Push;

namespace Syndication.EndToEnd.Tests.Hub;

/// <summary>One story, told, corrected and taken back: whoever heard of it in whatever way hears of each.</summary>
public abstract class EveryChannelTests(Deployment house) : IAsyncLifetime
{
    private const string Topic = "agriculture";
    private const string Atom = $"/feeds/{Topic}.atom";
    private static readonly string[] Formats = ["rss", "atom", "json"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly List<HubFollower> _followers = [];
    private CallbackServer? _server;
    private PushSink? _sink;
    private SinkSubscription? _phone;
    private HookEndpoint? _hook;
    private AlertListener? _listener;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await CallbackServer.StartAsync(Ct);
        _sink = await PushSink.StartAsync(Ct);
        _phone = await SubscribeAsync(_sink);
        _hook = await HookEndpoint.MakeAsync(house.Editor, Topic, _server, Ct);
        _listener = await AlertListener.OpenAsync(house.Reader, Topic, Ct);
        foreach (var format in Formats)
            _followers.Add(await HubFollower.OfAsync(house.Reader, $"/feeds/{Topic}.{format}", _server, Ct));
    }

    // The house is others' as well: nobody is left that it would call in vain.
    public async ValueTask DisposeAsync()
    {
        foreach (var follower in _followers)
            await follower.LeaveAsync(house.Reader, Ct);
        if (_hook is not null)
            await _hook.RemoveAsync(house.Editor, Ct);
        if (_listener is not null)
            await _listener.DisposeAsync();
        if (_sink is not null)
            await _sink.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Whoever_hears_of_a_story_hears_of_its_correction_and_of_its_end()
    {
        var told = $"পদ্মার চরে আগাম বন্যা {Guid.NewGuid():N}";
        var corrected = $"পদ্মার চরে নয়, যমুনার চরে আগাম বন্যা {Guid.NewGuid():N}";
        var reader = new PollingReader(house.Reader, Atom);
        await reader.BeginAsync(Ct);
        var draft = new Draft
        {
            Title = told,
            Summary = "পাকা ধান কাটতে মাঠে নেমেছে গ্রামের সবাই।",
            Categories = [Topic],
            Breaking = "breaking",
        };

        var stored = await house.Editor.PostAsync(draft, Ct);
        await ToldAsync(told, stored);
        await NotedAsync(stored.Id, 1);
        Assert.Contains(told, await reader.NewsAsync(Ct), StringComparison.Ordinal);

        var correction = draft with
        {
            Title = corrected,
            Correction = "প্রথমে পদ্মার চর লেখা হয়েছিল।",
            Significant = true,
        };
        await house.Editor.PostAsync(correction, Ct);
        await CorrectedAsync(corrected);
        await NotedAsync(stored.Id, 2);
        var news = await reader.NewsAsync(Ct);
        Assert.Contains(corrected, news, StringComparison.Ordinal);
        Assert.DoesNotContain(told, news, StringComparison.Ordinal);

        using (await house.Editor.DeleteAsync($"/api/articles/{stored.Id}?reason=ভুল", Ct)) { }
        await TakenBackAsync(stored, corrected);
        news = await reader.NewsAsync(Ct);
        Assert.Contains($"<at:deleted-entry ref=\"{stored.FeedId}\"", news, StringComparison.Ordinal);

        await NotedAsync(stored.Id, 3);
        await AccountedForAsync(stored);
        EachOnce(told, corrected);
    }

    private void EachOnce(string told, string corrected)
    {
        Assert.Equal(["alert"], _listener!.About(told));
        Assert.Equal(["correction", "withdrawal"], _listener.About(corrected));
        Assert.Equal(
            ["1 alert", "2 correction", "3 withdrawal"],
            Pushes().Select(p => $"{p.Member("sequence")} {p.Member("kind")}")
        );
        // Under one name, so that each takes the place of the one before.
        Assert.Single(Pushes().Select(p => p.Headers["Topic"]).Distinct(StringComparer.Ordinal));
        Assert.Empty(_sink!.Faults);
    }

    private async Task ToldAsync(string title, Stored stored)
    {
        await _listener!.WaitForAsync(title, Ct);
        await PushedAsync(1, title);
        Assert.Equal(title, Title(await _hook!.HearsAsync("article.published", 1, Ct)));
        Assert.Equal(
            stored.Id,
            (await _hook.HearsAsync("alert.sent", 1, Ct)).GetProperty("articleId").GetGuid()
        );
        await DistributedAsync(title, with: true);
    }

    private async Task CorrectedAsync(string title)
    {
        await _listener!.WaitForAsync(title, Ct);
        await PushedAsync(2, title);
        var revised = await _hook!.HearsAsync("article.revised", 2, Ct);
        Assert.Equal(title, Title(revised));
        Assert.True(revised.GetProperty("significant").GetBoolean());
        Assert.Equal(title, Title(await _hook.HearsAsync("alert.corrected", 2, Ct)));
        await DistributedAsync(title, with: true);
    }

    private async Task TakenBackAsync(Stored stored, string title)
    {
        await Waiting.UntilAsync(
            () => _listener!.About(title).Contains("withdrawal", StringComparer.Ordinal),
            Patience,
            "the stream to take it back",
            Ct
        );
        // Not silently: what stands on the screen is replaced by something that can be seen.
        var push = await PushedAsync(3, title: null);
        Assert.False(string.IsNullOrWhiteSpace(push.Member("title")));
        var retracted = await _hook!.HearsAsync("article.retracted", 3, Ct);
        Assert.Equal(stored.FeedId, retracted.GetProperty("feedId").GetString());
        await _hook.HearsAsync("alert.withdrawn", 3, Ct);
        await DistributedAsync(stored.FeedId, with: false);
    }

    private async Task AccountedForAsync(Stored stored)
    {
        string[] each = ["relayed", "projected", "feed-changed", "acknowledged"];
        string[][] besides =
        [
            ["received", "alerted"],
            ["alert-corrected"],
            ["retracted", "alert-withdrawn"],
        ];
        List<TimelineLine> lines = [];
        foreach (var (i, steps) in besides.Index())
            lines = await Timeline.WithAsync(house.Editor, stored.Id, i + 1, [.. each, .. steps], Ct);
        string[] told = ["published", "revised", "retracted"];
        Assert.Equal(
            told.Select(t => $"webhook:{_hook!.Id} article.{t}: 127.0.0.1 answered 200"),
            lines.Where(l => l.Step == "acknowledged").Select(l => $"{l.By} {l.Detail}")
        );
    }

    // Once for each format, when its pass over the topic's followers has come to its end; before the next revision, because
    // of two that come out together only the later is told.
    private async Task NotedAsync(Guid article, int revision)
    {
        string[] expected =
        [
            .. Formats
                .Order(StringComparer.Ordinal)
                .Select(f => $"hub /feeds/{Topic}.{f}: 1 callback acknowledged"),
        ];
        string[] told = [];
        await Waiting.UntilAsync(
            async () =>
            {
                var lines = await Timeline.WithAsync(house.Editor, article, revision, ["distributed"], Ct);
                told =
                [
                    .. lines
                        .Where(l => l.Step == "distributed" && l.Revision == revision)
                        .Select(l => $"{l.By}: {l.Detail}")
                        .Order(StringComparer.Ordinal),
                ];
                return told.Length >= expected.Length;
            },
            Patience,
            () => $"the hub's three feeds in the timeline; there are {string.Join(", ", told)}",
            Ct
        );
        Assert.Equal(expected, told);
    }

    private async Task DistributedAsync(string words, bool with)
    {
        foreach (var (follower, format) in _followers.Zip(Formats))
        {
            var sent = await follower.HearsAsync(words, with, Ct);
            Assert.Equal(await house.Reader.GetByteArrayAsync($"/feeds/{Topic}.{format}", Ct), sent);
        }
    }

    private async Task<SinkMessage> PushedAsync(int sequence, string? title)
    {
        await Waiting.UntilAsync(
            () => Pushes().Any(p => p.Member("sequence") == $"{sequence}"),
            Patience,
            $"push {sequence}",
            Ct
        );
        var push = Pushes().First(p => p.Member("sequence") == $"{sequence}");
        if (title is not null)
            Assert.Contains(title, push.Member("title"), StringComparison.Ordinal);
        return push;
    }

    private IEnumerable<SinkMessage> Pushes() => _sink!.Messages.Where(m => m.Path == _phone!.Path);

    private static string? Title(JsonElement data) => data.GetProperty("title").GetString();

    private async Task<SinkSubscription> SubscribeAsync(PushSink sink)
    {
        var phone = sink.Subscribe();
        using var answer = await house.Reader.PostAsJsonAsync(
            "/api/subscriptions",
            new
            {
                channel = "webpush",
                subscription = phone.Json,
                topics = new[] { Topic },
                minLevel = "breaking",
                language = "bn",
                timeZone = "Asia/Dhaka",
            },
            Ct
        );
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Ct));
        return phone;
    }

    [Collection(Collections.Embedded)]
    public sealed class Embedded(EmbeddedHouse house) : EveryChannelTests(house);

    [Collection(Collections.Real)]
    public sealed class Real(RealHouse house) : EveryChannelTests(house);
}
