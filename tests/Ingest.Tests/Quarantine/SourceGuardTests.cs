using System.Net;
using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Quarantine;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Tests.Quarantine;

public sealed class SourceGuardTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_site_that_was_broken_into_is_frozen_and_its_readers_see_nothing_of_it()
    {
        await using var host = new IngestHost();
        var site = await SourceAsync(host);
        await BringAsync(host, site, Newsday.Ordinary(1, 30));

        var told = await BringAsync(host, site, [.. Newsday.Ordinary(30, 2), .. Newsday.Injected(1, 5)]);
        var later = await BringAsync(host, site, Newsday.Ordinary(40, 2));

        Assert.IsType<Intake.Unchanged>(told[0]);
        Assert.All(told.Skip(1).Concat(later), AssertHeld);
        Assert.NotNull((await RowAsync(host, site)).FrozenAt);
        await host.ToldAsync<ArticlePublished>(30);
        Assert.Equal(30, host.Bus.Of<ArticlePublished>().Count());
    }

    [Fact]
    public async Task Another_source_goes_on_while_one_is_frozen()
    {
        await using var host = new IngestHost();
        var (site, other) = (await SourceAsync(host), await SourceAsync(host));
        await BringAsync(host, site, Newsday.Ordinary(1, 30));
        await BringAsync(host, site, Newsday.Injected(1, 5));

        var fine = await BringAsync(host, other, Newsday.Ordinary(100, 3));

        Assert.All(fine, i => Assert.IsType<Intake.Created>(i));
        Assert.All(fine.Cast<Intake.Created>(), i => Assert.Equal(ArticleState.Published, i.Article.State));
    }

    [Fact]
    public async Task A_source_that_was_unfrozen_goes_on_and_what_was_held_stays_held()
    {
        await using var host = new IngestHost();
        var site = await SourceAsync(host);
        await BringAsync(host, site, Newsday.Ordinary(1, 30));
        await BringAsync(host, site, Newsday.Injected(1, 5));

        using var answer = await host.Newsroom.PostAsync($"/api/sources/{site}/unfreeze", null, Ct);
        var unfrozen = await RowAsync(host, site);
        var again = await BringAsync(host, site, [.. Newsday.Ordinary(50, 1), .. Newsday.Injected(1, 5)]);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Null((await RowAsync(host, site)).FrozenAt);
        // An edit that was turned away is stored nowhere but there.
        Assert.Equal((null, null), (unfrozen.ETag, unfrozen.BodyHash));
        Assert.Equal(ArticleState.Published, Assert.IsType<Intake.Created>(again[0]).Article.State);
        Assert.Equal(ArticleState.Quarantined, Assert.IsType<Intake.Unchanged>(again[1]).Article.State);
    }

    [Fact]
    public async Task What_the_newsroom_lets_out_is_no_surprise_any_more()
    {
        await using var host = new IngestHost();
        var site = await SourceAsync(host);
        await BringAsync(host, site, Newsday.Ordinary(1, 30));
        var held = Assert.IsType<Intake.Created>((await BringAsync(host, site, [Newsday.Injected(1)]))[0]);

        var (status, _) = await host.PostAsync(
            new { categories = (string[])["sports"] },
            $"/api/articles/{held.Article.Id}/release"
        );
        var next = await host.The<SourceGuard>().JudgeAsync(site, [Newsday.Injected(2)], Ct);

        Assert.Equal(200, status);
        Assert.Null(next[0].HoldReason);
    }

    [Fact]
    public async Task An_edit_that_is_held_leaves_what_readers_see_and_is_noted()
    {
        await using var host = new IngestHost();
        var site = await SourceAsync(host);
        await BringAsync(host, site, Newsday.Ordinary(1, 30));
        await BringAsync(host, site, Newsday.Injected(1, 5));
        var spoilt = Newsday.Ordinary(1) with { Title = "Best slots tonight" };

        var intake = Assert.IsType<Intake.Held>((await BringAsync(host, site, [spoilt]))[0]);
        await BringAsync(host, site, [spoilt]);

        var stored = await host.GetAsync($"/api/articles/{intake.Article.Id}");
        Assert.Equal(("published", 1), ((string?)stored["state"], (int)stored["revision"]!));
        Assert.Equal(Newsday.Ordinary(1).Title, (string?)stored["title"]);
        var timeline = await host.GetAsync($"/api/articles/{intake.Article.Id}/timeline");
        Assert.Single(timeline["items"]!.AsArray(), s => (string?)s!["step"] == "edit-held");
    }

    [Fact]
    public async Task A_thousand_articles_of_forty_links_each_are_judged_and_learned()
    {
        await using var host = new IngestHost();
        var site = await SourceAsync(host);
        List<ArticleInput> archive =
        [
            .. Newsday
                .Ordinary(1, 1000)
                .Select(
                    (a, n) =>
                        a with
                        {
                            Content = string.Concat(
                                Enumerable
                                    .Range(0, 40)
                                    .Select(i => $"<a href='https://l{n}-{i}.example/'>তথ্য</a>")
                            ),
                        }
                ),
        ];

        var told = await BringAsync(host, site, archive);
        var again = await host.The<SourceGuard>().JudgeAsync(site, archive, Ct);

        Assert.All(told, i => Assert.IsType<Intake.Created>(i));
        Assert.All(again, a => Assert.Null(a.HoldReason));
    }

    [Theory]
    [InlineData("https://xn--0.example/1")]
    [InlineData("https://\u0981.example/1")]
    [InlineData("https://a\u200d\u200d.example/1")]
    [InlineData("https://[fe80::1%25eth0]/1")]
    public async Task An_address_that_cannot_be_stops_no_other_article(string url)
    {
        await using var host = new IngestHost();
        var site = await SourceAsync(host);

        var told = await BringAsync(
            host,
            site,
            [Newsday.Ordinary(1) with { Url = url }, Newsday.Ordinary(2)]
        );

        Assert.IsType<Intake.Created>(told[1]);
    }

    [Fact]
    public async Task A_source_that_nobody_knows_cannot_be_unfrozen()
    {
        await using var host = new IngestHost();

        using var answer = await host.Newsroom.PostAsync($"/api/sources/{Guid.NewGuid()}/unfreeze", null, Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static void AssertHeld(Intake intake) =>
        Assert.Equal(ArticleState.Quarantined, Assert.IsType<Intake.Created>(intake).Article.State);

    private static async Task<List<Intake>> BringAsync(
        IngestHost host,
        Guid site,
        IReadOnlyList<ArticleInput> batch
    )
    {
        var guard = host.The<SourceGuard>();
        var arrivals = await guard.JudgeAsync(site, batch, Ct);
        var intake = host.The<ArticleIntake>();
        var endings = await Task.WhenAll(
            batch.Zip(arrivals, (input, how) => intake.TakeAsync(input, how, Ct))
        );
        await guard.LearnAsync(site, batch, Ct);
        return [.. endings];
    }

    private static async Task<Guid> SourceAsync(IngestHost host)
    {
        await using var db = await host.The<IDbContextFactory<IngestDbContext>>().CreateDbContextAsync(Ct);
        var row = new SourceRow
        {
            Id = Guid.CreateVersion7(),
            Url = $"https://bil.example/feed?{Guid.NewGuid():N}",
            ETag = "\"1\"",
            BodyHash = "1",
            Name = "বিলের খবর",
        };
        db.Sources.Add(row);
        await db.SaveChangesAsync(Ct);
        return row.Id;
    }

    private static async Task<SourceRow> RowAsync(IngestHost host, Guid site)
    {
        await using var db = await host.The<IDbContextFactory<IngestDbContext>>().CreateDbContextAsync(Ct);
        return await db.Sources.AsNoTracking().SingleAsync(s => s.Id == site, Ct);
    }
}
