using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Tests.Identity;

/// <summary>A source has a say in its own site's articles, and none in another's.</summary>
public sealed class StrangersTests : IAsyncLifetime
{
    private const string Page = "https://khobor.example/national/setu";
    private static readonly Arrival Stranger = From(1, "gujob.example");
    private static readonly Arrival Home = From(2, "feeds.khobor.example");

    private readonly IngestHost _host = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Anothers_article_is_neither_filled_in_nor_edited_nor_held_by_a_stranger()
    {
        var mine = await TakeAsync(Input("cms:1", Page), Arrival.ByApi);
        var claim = Input("https://gujob.example/1", Page) with { Content = "<p>ক্যাসিনো</p>" };

        await TakeAsync(claim, Stranger);
        var edited = await TakeAsync(claim with { Title = "গুজব" }, Stranger);

        var article = Assert.IsType<Intake.Unchanged>(edited).Article;
        Assert.Equal((mine.About!.Id, 1, null), (article.Id, article.Revision, article.Content));
        Assert.Equal("api", Assert.Single(article.Senders).Sender);
    }

    [Fact]
    public async Task A_strangers_entry_that_turns_to_anothers_page_takes_no_article_away()
    {
        var bait = await TakeAsync(Input("https://gujob.example/1", "https://gujob.example/1"), Stranger);
        var mine = await TakeAsync(Input(null, Page), Arrival.ByApi);

        await TakeAsync(Input("https://gujob.example/1", Page) with { Title = "গুজব" }, Stranger);
        var again = await TakeAsync(Input(null, Page), Arrival.ByApi);

        Assert.NotEqual(bait.About!.Id, mine.About!.Id);
        Assert.Equal((mine.About.Id, 1), (again.About!.Id, again.About.Revision));
        Assert.Equal("published", (string?)(await _host.GetAsync($"/api/articles/{mine.About.Id}"))["state"]);
    }

    [Fact]
    public async Task A_stranger_binds_no_page_to_anothers_article()
    {
        await TakeAsync(Input("https://khobor.example/?p=1", Page), Arrival.ByApi);
        await TakeAsync(Input("https://khobor.example/?p=1", Page + "/later"), Stranger);

        var next = await TakeAsync(Input(null, Page + "/later"), Arrival.ByApi);

        Assert.IsType<Intake.Created>(next);
    }

    [Fact]
    public async Task The_sites_own_word_takes_the_place_of_a_quicker_strangers()
    {
        var quick = await TakeAsync(
            Input("https://khobor.example/?p=1", "https://gujob.example/1"),
            Stranger
        );
        var own = Input("https://khobor.example/?p=1", Page) with { Title = "সেতু খুলল" };

        var taken = await TakeAsync(own, Home);
        await TakeAsync(
            Input("https://khobor.example/?p=1", "https://gujob.example/1") with
            {
                Title = "গুজব",
            },
            Stranger
        );
        var last = await TakeAsync(own, Home);

        Assert.Equal(quick.About!.Id, taken.About!.Id);
        Assert.Equal(("সেতু খুলল", Page, 2), (last.About!.Title, last.About.Url, last.About.Revision));
    }

    [Fact]
    public async Task What_is_held_makes_no_two_articles_one()
    {
        var one = await TakeAsync(Input("https://khobor.example/?p=1", null), Home);
        var other = await TakeAsync(Input(null, Page), Home);

        await TakeAsync(
            Input("https://khobor.example/?p=1", Page),
            Home with
            {
                HoldReason = "Its source is frozen.",
            }
        );

        foreach (var id in new[] { one.About!.Id, other.About!.Id })
            Assert.Equal("published", (string?)(await _host.GetAsync($"/api/articles/{id}"))["state"]);
    }

    [Fact]
    public async Task A_file_that_is_imported_again_undoes_no_edit_of_the_newsroom()
    {
        var old = Input("cms:1", Page);
        await TakeAsync(old, Arrival.ByImport);
        await TakeAsync(old with { Title = "সংশোধিত" }, Arrival.ByApi);

        var again = await TakeAsync(old with { Summary = "পুরোনো নথি।" }, Arrival.ByImport);

        Assert.Equal(("সংশোধিত", "পুরোনো নথি।"), (again.About!.Title, again.About.Summary));
    }

    [Fact]
    public async Task Another_guid_brings_no_retracted_page_back()
    {
        var first = await TakeAsync(Input("cms:1", Page), Arrival.ByApi);
        using var gone = await _host.Newsroom.DeleteAsync($"/api/articles/{first.About!.Id}", Ct);

        var again = await TakeAsync(Input("cms:2", Page), Arrival.ByApi);
        var edit = await TakeAsync(Input("cms:2", Page), Arrival.ByApi);

        Assert.IsType<Intake.StaysRetracted>(again);
        Assert.IsType<Intake.StaysRetracted>(edit);
    }

    [Fact]
    public async Task A_live_page_goes_on_when_its_first_post_is_retracted()
    {
        var first = await TakeAsync(Input("cms:1", Page), Arrival.ByApi);
        await TakeAsync(Input("cms:2", Page), Arrival.ByApi);
        using var gone = await _host.Newsroom.DeleteAsync($"/api/articles/{first.About!.Id}", Ct);

        var third = await TakeAsync(Input("cms:3", Page), Arrival.ByApi);
        var again = await TakeAsync(Input("cms:1", Page), Arrival.ByApi);

        Assert.IsType<Intake.Created>(third);
        Assert.IsType<Intake.StaysRetracted>(again);
    }

    private Task<Intake> TakeAsync(ArticleInput input, Arrival arrival) =>
        _host.The<ArticleIntake>().TakeAsync(input, arrival, Ct);

    private static Arrival From(int number, string site) =>
        new(new Guid($"01990000-0000-7000-8000-00000000000{number}")) { Site = site };

    private static ArticleInput Input(string? guid, string? url) =>
        new()
        {
            Guid = guid,
            Url = url,
            Title = "সেতু",
            Categories = ["international"],
        };
}
