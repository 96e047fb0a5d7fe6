using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Syndication.EndToEnd.Tests.Deployments;
using Syndication.EndToEnd.Tests.Newsroom;
using Syndication.Testing;
using Syndication.Testing.Hub;

namespace Syndication.EndToEnd.Tests.Hub;

/// <summary>
/// The Notifier is killed in the middle of a distribution: each subscriber gets the last version, at most once more, and only
/// who was not on record as having it. The callbacks count; the database says who was on record.
/// </summary>
[Collection(Collections.Real)]
public sealed class HubCrashTests(RealHouse house) : IAsyncLifetime
{
    private const string Feed = "/feeds/sports.rss";
    private const int Followers = 300;

    // So many are answered at once; the next ones' answers do not come before the kill.
    private const int Quick = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TaskCompletionSource _slow = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CallbackServer? _server;
    private volatile string _story = "";
    private int _came;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private CallbackServer Server => _server ?? throw new InvalidOperationException("There is none.");

    public async ValueTask InitializeAsync()
    {
        await house.SettleAsync(Ct);
        _server = await CallbackServer.StartAsync(Ct);
        foreach (var path in Paths)
            Server.On(path, AnswerAsync);
        await AskAsync("subscribe", Followers);
    }

    // The house is others' as well: nobody is left that it would call in vain.
    public async ValueTask DisposeAsync()
    {
        _slow.TrySetResult();
        await house.Notifier.StartAsync(Ct);
        await AskAsync("unsubscribe", 0);
        await Server.DisposeAsync();
    }

    [Fact]
    public async Task A_notifier_that_is_killed_tells_everybody_and_repeats_nothing_that_was_on_record()
    {
        var before = Posts();
        var first = _story = $"শেষ বলে ছক্কা, জিতল চরের দল {Guid.NewGuid():N}";
        await PostAsync(first);
        await Waiting.UntilAsync(() => Count(first).Count > Quick, Patience, "the middle of it", Ct);

        await house.Notifier.KillAsync();
        var (onRecord, came) = (await OnRecordAsync(), Count(first));
        Assert.InRange(came.Count, Quick + 1, Followers - 1);
        Assert.Subset(came.Keys.ToHashSet(StringComparer.Ordinal), onRecord);
        _slow.SetResult();
        await house.Notifier.StartAsync(Ct);
        await AllHaveAsync(first);

        var told = Count(first);
        TestContext.Current.SendDiagnosticMessage(
            $"killed with {onRecord.Count} on record and {came.Count} called; {told.Values.Count(c => c == 2)} had it twice"
        );
        Assert.All(told.Where(t => onRecord.Contains(t.Key)), t => Assert.Equal(1, t.Value));
        Assert.All(told.Where(t => !came.ContainsKey(t.Key)), t => Assert.Equal(1, t.Value));
        Assert.All(told.Values, times => Assert.InRange(times, 1, 2));

        var second = $"দল ফিরল গ্রামে, ঢাক বাজল সারা রাত {Guid.NewGuid():N}";
        await PostAsync(second);
        await AllHaveAsync(second);
        Assert.All(Count(second).Values, times => Assert.Equal(1, times));
        // And nothing of what was before has come meanwhile.
        Assert.Equal(before + told.Values.Sum() + Followers, Posts());
    }

    private static IEnumerable<string> Paths => Enumerable.Range(0, Followers).Select(i => $"/follower/{i}");

    // As any callback; but those of the middle let the hub wait.
    private async Task AnswerAsync(CallbackCall call, HttpContext context)
    {
        var isStory = call.Method == HttpMethods.Post && Newest(call) == _story;
        if (isStory && Interlocked.Increment(ref _came) > Quick)
            await _slow.Task.WaitAsync(context.RequestAborted);
        await CallbackServer.Agree(call, context);
    }

    private async Task PostAsync(string title) =>
        await house.Editor.PostAsync(new Draft { Title = title, Categories = ["sports"] }, Ct);

    private int Posts() => Server.Calls.Count(c => c.Method == HttpMethods.Post);

    // Whom the version in which the story came first was sent, and how often.
    private Dictionary<string, int> Count(string title) =>
        Server
            .Calls.Where(c => c.Method == HttpMethods.Post && Newest(c) == title)
            .CountBy(c => c.Path, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);

    private static string Newest(CallbackCall call)
    {
        var text = Encoding.UTF8.GetString(call.Body);
        // A feed without entries has its own title only.
        var first = text.IndexOf("<item>", StringComparison.Ordinal);
        var item = first < 0 ? text : text[first..];
        var begin = item.IndexOf("<title>", StringComparison.Ordinal) + "<title>".Length;
        return item[begin..item.IndexOf("</title>", StringComparison.Ordinal)];
    }

    // Everybody has it and, says the hub, nobody is to be sent anything any more.
    private Task AllHaveAsync(string title) =>
        Waiting.UntilAsync(
            async () =>
                Count(title).Count == Followers
                && await QueryAsync(
                    """
                    SELECT count(*) FROM "HubTopics" t LEFT JOIN "HubSubscriptions" s
                    ON s."Topic" = t."Path" AND s."Sent" < t."Version"
                    WHERE t."Path" = '{0}' AND (s."Seq" IS NOT NULL OR t."HeldUntil" IS NOT NULL)
                    """
                ) == "0",
            Patience,
            () => $"everybody to have it; {Count(title).Count} of {Followers} have\n{house.Notifier.Output}",
            Ct
        );

    private async Task<HashSet<string>> OnRecordAsync()
    {
        var rows = await QueryAsync(
            """
            SELECT s."Callback" FROM "HubSubscriptions" s JOIN "HubTopics" t ON t."Path" = s."Topic"
            WHERE t."Path" = '{0}' AND s."Sent" = t."Version" AND s."SentAt" IS NOT NULL
            """
        );
        return
        [
            .. rows.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(url => new Uri(url).AbsolutePath),
        ];
    }

    private Task<string> QueryAsync(string sql) =>
        house.AskNotifierAsync(sql.Replace("{0}", Feed, StringComparison.Ordinal), Ct);

    private async Task AskAsync(string mode, int left)
    {
        await Parallel.ForEachAsync(
            Paths,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Ct },
            async (path, ct) =>
            {
                using var form = new FormUrlEncodedContent(
                    new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["hub.mode"] = mode,
                        ["hub.topic"] = new Uri(house.Origin, Feed).AbsoluteUri,
                        ["hub.callback"] = Server.Url(path),
                    }
                );
                using var answer = await house.Reader.PostAsync("/hub", form, ct);
                Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            }
        );
        await Waiting.UntilAsync(
            async () =>
                await QueryAsync("""SELECT count(*) FROM "HubSubscriptions" WHERE "Topic" = '{0}'""")
                    == $"{left}"
                && await QueryAsync(
                    """SELECT count(*) FROM "HubTopics" WHERE "Path" = '{0}' AND "HeldUntil" IS NOT NULL"""
                ) == "0",
            Patience,
            () => $"the hub to have {left} followers\n{house.Notifier.Output}",
            Ct
        );
    }
}
