using Syndication.EndToEnd.Tests.Deployments;
using Syndication.EndToEnd.Tests.Newsroom;
using Syndication.Testing.Deployments;

namespace Syndication.EndToEnd.Tests.Scenarios;

/// <summary>What the newsroom is told of an article's way through the whole house.</summary>
public abstract class TimelineTests(Deployment house)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_service_reports_its_step_once_and_with_its_time()
    {
        await using var listener = await AlertListener.OpenAsync(house.Reader, "sports", Ct);
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        var draft = new Draft
        {
            Title = $"শেষ বলে ছক্কা {Guid.NewGuid()}",
            Categories = ["sports", "campus"],
            Breaking = "flash",
        };
        var stored = await house.Editor.PostAsync(draft, Ct);
        await listener.WaitForAsync(draft.Title, Ct);

        var lines = await Timeline.WithAsync(
            house.Editor,
            stored.Id,
            1,
            ["received", "stored", "relayed", "projected", "feed-changed", "alerted", "streamed"],
            Ct
        );

        Assert.Equal(7, lines.Count);
        Assert.All(lines, l => Assert.Equal(1, l.Revision));
        Assert.All(lines, l => Assert.InRange(l.At, before, TimeProvider.System.GetUtcNow().AddSeconds(1)));
        Assert.Equal(lines.OrderBy(l => l.At), lines);
        Assert.Equal("4 feeds", Detail(lines, "projected"));
        Assert.Equal("all, authors/রওশন আরা বিথী, campus, sports", Detail(lines, "feed-changed"));
        Assert.Equal("flash: sent", Detail(lines, "alerted"));
        Assert.Equal("alert: 1 live reader", Detail(lines, "streamed"));
    }

    [Fact]
    public async Task A_retraction_tells_which_feeds_it_has_reached()
    {
        var stored = await house.Editor.PostAsync(new Draft { Categories = ["campus"] }, Ct);
        using (await house.Editor.DeleteAsync($"/api/articles/{stored.Id}?reason=ভুল", Ct)) { }

        var lines = await Timeline.WithAsync(house.Editor, stored.Id, 2, ["retracted", "feed-changed"], Ct);

        Assert.Equal(
            ["withdrawn", "all, authors/রওশন আরা বিথী, campus"],
            lines.Where(l => l is { Step: "projected" or "feed-changed", Revision: 2 }).Select(l => l.Detail)
        );
    }

    private static string? Detail(IEnumerable<TimelineLine> lines, string step) =>
        Assert.Single(lines, l => l.Step == step).Detail;

    [Collection(Collections.Embedded)]
    public sealed class Embedded(EmbeddedHouse house) : TimelineTests(house);

    [Collection(Collections.Real)]
    public sealed class Real(RealHouse house) : TimelineTests(house);
}
