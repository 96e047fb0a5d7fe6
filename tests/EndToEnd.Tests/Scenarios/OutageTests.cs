using Syndication.EndToEnd.Tests.Deployments;
using Syndication.EndToEnd.Tests.Newsroom;
using Syndication.Testing;
using Syndication.Testing.Servers;

namespace Syndication.EndToEnd.Tests.Scenarios;

/// <summary>What the house stands on breaks; articles come late, and none is lost, doubled or hidden.</summary>
[Collection(Collections.Real)]
public sealed class OutageTests(RealHouse house)
{
    private const string Feed = "/feeds/campus.json";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Articles_are_taken_while_the_broker_is_down_and_come_out_when_it_is_back()
    {
        await house.SettleAsync(Ct);
        var before = await house.Editor.PostAsync(Campus(), Ct);
        await ShownAsync(before);

        await house.Rabbit.KillAsync();
        var meanwhile = new List<Stored>();
        for (var i = 0; i < 5; i++)
            meanwhile.Add(await house.Editor.PostAsync(Campus(), Ct));
        await house.Rabbit.StartAsync(Ct);

        foreach (var stored in meanwhile.Append(before))
            await ShownAsync(stored);
    }

    [Fact]
    public async Task Feeds_survive_a_Redis_that_forgot_everything()
    {
        var before = await house.Editor.PostAsync(Campus(), Ct);
        await ShownAsync(before);
        await using var watch = new FeedWatch(house.Reader, Feed, before.FeedId);

        Assert.Equal("OK", await house.Redis.CommandAsync(Ct, "FLUSHALL"));

        await ReturnsAsync(before);
        Assert.Empty(watch.Faults);
    }

    [Fact]
    public async Task Feeds_survive_a_Redis_that_was_killed_and_came_back_empty()
    {
        var before = await house.Editor.PostAsync(Campus(), Ct);
        await ShownAsync(before);
        await using var watch = new FeedWatch(house.Reader, Feed, before.FeedId);

        await house.Redis.RestartEmptyAsync(Ct);

        await ReturnsAsync(before);
        Assert.Empty(watch.Faults);
    }

    [Fact]
    public Task An_article_lives_through_a_kill_of_Ingest() => SurvivesAsync(house.Ingest);

    [Fact]
    public Task An_article_lives_through_a_kill_of_Feeds() => SurvivesAsync(house.Feeds);

    [Fact]
    public Task An_article_lives_through_a_kill_of_Notifier() => SurvivesAsync(house.Notifier);

    private async Task SurvivesAsync(ServiceProcess service)
    {
        var stored = await house.Editor.PostAsync(Campus(), Ct);
        await service.KillAsync();
        await service.StartAsync(Ct);

        await ShownAsync(stored);
    }

    // Whole again: what was there and what is new, and also for a replica that has nothing in its memory.
    private async Task ReturnsAsync(Stored before)
    {
        var after = await house.Editor.PostAsync(Campus(), Ct);
        await ShownAsync(after);
        await ShownAsync(before);
        await house.Feeds.RestartAsync(Ct);
        await ShownAsync(after);
        await ShownAsync(before);
    }

    private static Draft Campus() =>
        new() { Categories = ["ক্যাম্পাস"], Title = $"বৃত্তি পেল দশজন {Guid.NewGuid()}" };

    private Task ShownAsync(Stored stored) =>
        Waiting.UntilAsync(
            async () => await CountAsync(stored) == 1,
            Patience,
            $"'{stored.Title}' once in {Feed}",
            Ct
        );

    private async Task<int> CountAsync(Stored stored)
    {
        var items = await house.Reader.ItemsAsync(Feed, Ct);
        return items.Count(i => i.Id == stored.FeedId && i.Title == stored.Title);
    }
}
