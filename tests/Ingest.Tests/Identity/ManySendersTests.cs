using Syndication.Contracts;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Tests.Articles;

namespace Syndication.Ingest.Tests.Identity;

/// <summary>One article, however many ways it arrives.</summary>
public abstract class ManySendersTests : DatabaseTests
{
    private const string Page = "https://khobor.example/national/setu";
    private static readonly Arrival Feed = new(new Guid("01990000-0000-7000-8000-000000000001"));
    private static readonly Arrival WordPress = new(new Guid("01990000-0000-7000-8000-000000000002"));

    private protected static readonly (ArticleInput Input, Arrival Arrival)[] Ways =
    [
        (Input("cms:7781", Page), Arrival.ByApi),
        (Input("http://khobor.example/?p=7781", Page + "/?utm_source=rss"), Feed),
        (Input("https://khobor.example/?p=7781", null), WordPress),
        (Input(null, "http://khobor.example/national/setu/#top"), Arrival.ByApi),
        (Input("7781", Page + "?fbclid=x"), Arrival.ByImport),
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task In_whatever_order_it_arrives_it_is_one_article_in_the_end(int seed)
    {
        await using var host = await StartAsync();
        var random = new Random(seed);
        var order = Enumerable.Range(0, Ways.Length * 2).Select(i => Ways[i % Ways.Length]).ToArray();
        random.Shuffle(order);

        foreach (var (input, arrival) in order)
            await host.The<ArticleIntake>().TakeAsync(input, arrival, Ct);

        var living = (await host.GetAsync("/api/articles?state=published"))["items"]!.AsArray();
        var one = Assert.Single(living)!;
        foreach (var (input, arrival) in Ways)
        {
            var again = await host.The<ArticleIntake>().TakeAsync(input, arrival, Ct);
            Assert.Equal((string?)one["id"], again.About?.Id.ToString());
        }
        Assert.Equal(
            ["api", "import", Feed.Sender, WordPress.Sender],
            one["senders"]!.AsArray().Select(s => (string?)s!["sender"]).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Two_that_turn_out_to_be_one_leave_the_older_and_a_tombstone()
    {
        await using var host = await StartAsync();
        var (_, older) = await host.PostAsync(Posted("cms:1", null));
        var (_, younger) = await host.PostAsync(Posted(null, Page));

        var (status, joined) = await host.PostAsync(Posted("cms:1", Page));
        await host.ToldAsync<ArticleRetracted>(1);
        var (_, again) = await host.PostAsync(Posted(null, Page));

        Assert.Equal((200, (string?)older["id"]), (status, (string?)joined["id"]));
        Assert.Equal((string?)older["id"], (string?)again["id"]);
        var gone = await host.GetAsync($"/api/articles/{younger["id"]}");
        Assert.Equal(
            ("retracted", (string?)older["id"]),
            ((string?)gone["state"], (string?)gone["duplicateOf"])
        );
        Assert.Equal(
            younger["id"]!.ToString(),
            Assert.Single(host.Bus.Of<ArticleRetracted>()).ArticleId.ToString()
        );
    }

    [Fact]
    public async Task Posts_of_one_live_page_stay_apart_for_the_sender_who_tells_them_apart()
    {
        await using var host = await StartAsync();
        var intake = host.The<ArticleIntake>();

        var first = await intake.TakeAsync(Input("tag:live,1", Page), Feed, Ct);
        var second = await intake.TakeAsync(Input("tag:live,2", Page), Feed, Ct);
        var shared = await intake.TakeAsync(Input("tag:live,2", Page), WordPress, Ct);
        var page = await intake.TakeAsync(Input(null, Page), Arrival.ByApi, Ct);

        Assert.IsType<Intake.Created>(second);
        Assert.Equal(second.About!.Id, shared.About!.Id);
        Assert.Equal(first.About!.Id, page.About!.Id);
    }

    [Fact]
    public async Task Senders_that_repeat_themselves_do_not_undo_each_others_words()
    {
        await using var host = await StartAsync();
        var intake = host.The<ArticleIntake>();
        var summary = Input("tag:a,1", Page) with { Summary = "খুলল।", Title = "সেতু খুলল" };
        await intake.TakeAsync(summary, Feed, Ct);
        var full = Input("cms:1", Page) with { Content = "<p>পুরো লেখা</p>", Breaking = "breaking" };

        var byApi = await intake.TakeAsync(full, Arrival.ByApi, Ct);
        var repeated = await intake.TakeAsync(summary, Feed, Ct);
        var edited = await intake.TakeAsync(summary with { Title = "সেতু আবার বন্ধ" }, Feed, Ct);
        var byApiAgain = await intake.TakeAsync(full, Arrival.ByApi, Ct);

        Assert.Equal(2, byApi.About!.Revision);
        Assert.Equal(2, Assert.IsType<Intake.Unchanged>(repeated).Article.Revision);
        var third = Assert.IsType<Intake.Revised>(edited).Article;
        Assert.Equal(
            ("সেতু আবার বন্ধ", "<p>পুরো লেখা</p>", "cms:1", BreakingLevel.Breaking),
            (third.Title, third.Content, third.Guid, third.Breaking)
        );
        Assert.Equal(full.Title, Assert.IsType<Intake.Revised>(byApiAgain).Article.Title);
    }

    [Fact]
    public async Task A_second_senders_first_word_only_fills_in_what_is_missing()
    {
        await using var host = await StartAsync();
        var intake = host.The<ArticleIntake>();
        await intake.TakeAsync(Input("cms:1", Page), Arrival.ByApi, Ct);

        var filled = await intake.TakeAsync(
            Input("tag:a,1", Page) with
            {
                Title = "অন্য শিরোনাম",
                Content = "<p>লেখা</p>",
                Categories = ["অজানা"],
                PublishedAt = DateTimeOffset.UnixEpoch,
            },
            Feed,
            Ct
        );

        var article = Assert.IsType<Intake.Revised>(filled).Article;
        Assert.Equal(
            ("সেতু", "<p>লেখা</p>", ArticleState.Published),
            (article.Title, article.Content, article.State)
        );
        Assert.NotEqual(DateTimeOffset.UnixEpoch, article.PublishedAt);
    }

    [Fact]
    public async Task No_other_sender_lifts_an_embargo_or_takes_back_what_is_out()
    {
        await using var host = await StartAsync();
        var intake = host.The<ArticleIntake>();
        var later = TimeProvider.System.GetUtcNow().AddHours(5);
        var held = await intake.TakeAsync(
            Input("cms:1", Page) with
            {
                EmbargoUntil = later,
            },
            Arrival.ByApi,
            Ct
        );
        await intake.TakeAsync(Input("cms:2", Page + "/2"), Arrival.ByApi, Ct);
        var leak = Input("tag:a,1", Page) with { Title = "ফাঁস" };

        await intake.TakeAsync(leak, Feed, Ct);
        var again = await intake.TakeAsync(leak with { Title = "আবার" }, Feed, Ct);
        var hacked = await intake.TakeAsync(
            Input("tag:a,2", Page + "/2") with
            {
                Title = "ক্যাসিনো",
            },
            Feed with
            {
                HoldReason = "An author never seen.",
            },
            Ct
        );

        Assert.Equal(held.About!.Id, again.About!.Id);
        Assert.Equal(ArticleState.Embargoed, again.About.State);
        Assert.Equal(("সেতু", ArticleState.Published), (hacked.About!.Title, hacked.About.State));
    }

    [Fact]
    public async Task A_retraction_by_one_key_holds_for_all()
    {
        await using var host = await StartAsync();
        var intake = host.The<ArticleIntake>();
        var (_, article) = await host.PostAsync(
            new
            {
                guid = "cms:1",
                url = Page,
                title = "সেতু",
            }
        );
        using var gone = await host.Newsroom.DeleteAsync($"/api/articles/{article["id"]}", Ct);

        var byFeed = await intake.TakeAsync(Input("tag:a,1", Page + "?utm_source=rss"), Feed, Ct);
        var byGuid = await intake.TakeAsync(Input("tag:a,1", null), Feed, Ct);

        Assert.IsType<Intake.StaysRetracted>(byFeed);
        Assert.IsType<Intake.StaysRetracted>(byGuid);
    }

    [Fact]
    public async Task No_way_in_dates_an_article_into_the_future_or_moves_its_publication()
    {
        await using var host = await StartAsync();
        var intake = host.The<ArticleIntake>();
        var now = TimeProvider.System.GetUtcNow();
        var early = Input("tag:a,1", Page) with { PublishedAt = now.AddDays(3) };

        var first = (await intake.TakeAsync(early, Feed, Ct)).About!;
        var moved = await intake.TakeAsync(early with { PublishedAt = now.AddDays(-9) }, Feed, Ct);
        var edited = await intake.TakeAsync(
            early with
            {
                Title = "নতুন",
                PublishedAt = now.AddDays(-9),
                Significant = true,
            },
            Feed,
            Ct
        );

        Assert.True(first.PublishedAt <= TimeProvider.System.GetUtcNow());
        Assert.IsType<Intake.Unchanged>(moved);
        Assert.Equal(first.PublishedAt, edited.About!.PublishedAt);
        Assert.True(edited.About.UpdatedAt >= first.UpdatedAt);
    }

    private static object Posted(string? key, string? url) =>
        new
        {
            guid = key,
            url,
            title = "সেতু",
            categories = new[] { "sports" },
        };

    private static ArticleInput Input(string? guid, string? url) =>
        new()
        {
            Guid = guid,
            Url = url,
            Title = "সেতু",
            Categories = ["international"],
        };
}

public sealed class SqliteManySendersTests : ManySendersTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}

public sealed class PostgresManySendersTests(PostgresFixture postgres) : ManySendersTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);

    [Fact]
    public async Task Two_instances_that_hear_of_one_article_at_once_make_one()
    {
        var database = await NewDatabaseAsync(Ct);
        await using var one = new IngestHost(database);
        await using var other = new IngestHost(database);

        var heard = Enumerable
            .Range(0, 40)
            .SelectMany(i =>
                Ways.Select(
                    (w, n) =>
                        ((i + n) % 2 == 0 ? one : other)
                            .The<ArticleIntake>()
                            .TakeAsync(w.Input with { Title = $"সেতু {i % 3}" }, w.Arrival, Ct)
                )
            );
        await Task.WhenAll(heard);

        var list = await one.GetAsync("/api/articles?state=published");
        Assert.Single(list["items"]!.AsArray());
    }
}
