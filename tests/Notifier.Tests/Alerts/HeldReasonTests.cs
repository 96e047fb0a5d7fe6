using Syndication.Contracts;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Tests.Deliveries;

namespace Syndication.Notifier.Tests.Alerts;

/// <summary>An alert that waits says why it waits now, not why it began to.</summary>
public abstract class HeldReasonTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    [Fact]
    public async Task A_bus_that_goes_and_comes_after_the_question_changes_the_reason()
    {
        await using var fan = WiredFan.Start(await NewDatabaseAsync(Ct));
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var id = await newsroom.MakeAsync(("articleId", News.Breaking.Id));
        await ForAsync(fan, newsroom, id, ArticleInquiry.Unheard);
        var acts = await newsroom.HistoryAsync(id);

        fan.Wire().IsUp = false;
        await ForAsync(fan, newsroom, id, ArticleInquiry.NoBus);
        fan.Wire().IsUp = true;
        await ForAsync(fan, newsroom, id, ArticleInquiry.Unheard);

        // Its history is not filled by a bus that comes and goes.
        Assert.Equal(acts, await newsroom.HistoryAsync(id));
        fan.Wire().Ingest = a => WiredFan.Stands(a, PublicationState.Published);
        await fan.UntilAsync(async () => await newsroom.StateAsync(id) == "sent", "it to be out");
    }

    [Fact]
    public async Task Who_mistypes_an_article_hears_of_it_in_the_answer()
    {
        await using var fan = WiredFan.Start(await NewDatabaseAsync(Ct));
        using var client = fan.Host.Newsroom();
        fan.Wire().Ingest = a => WiredFan.Stands(a, PublicationState.Unknown, revision: 0);

        var (_, answer) = await new Newsroom(client).PostAsync(
            "",
            Newsroom.Draft(("articleId", Guid.CreateVersion7()))
        );

        Assert.Equal("approved", answer.GetProperty("state").GetString());
        Assert.Equal(ArticleInquiry.Unknown, answer.GetProperty("held").GetString());
    }

    private static Task ForAsync(Fan fan, Newsroom newsroom, Guid id, string why) =>
        fan.UntilAsync(
            async () => (await newsroom.GetAsync(id)).GetProperty("held").GetString() == why,
            $"it to wait because {why}"
        );
}
