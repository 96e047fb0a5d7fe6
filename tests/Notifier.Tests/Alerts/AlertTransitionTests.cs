using Syndication.Contracts;
using Syndication.Notifier.Alerts;
using Syndication.Testing;

namespace Syndication.Notifier.Tests.Alerts;

/// <summary>From which state an alert may go to which, as docs/api.md has it.</summary>
public sealed class AlertTransitionTests
{
    private static readonly DateTimeOffset Now = Some.Instant;

    [Theory]
    [InlineData("draft", "approve", "approved")]
    [InlineData("draft", "send", "draft")]
    [InlineData("draft", "schedule", "draft")]
    [InlineData("draft", "withdraw", "withdrawn")]
    [InlineData("approved", "approve", "approved")]
    [InlineData("approved", "send", "sending")]
    [InlineData("approved", "schedule", "scheduled")]
    [InlineData("approved", "withdraw", "withdrawn")]
    [InlineData("scheduled", "approve", "scheduled")]
    [InlineData("scheduled", "schedule", "scheduled")]
    [InlineData("scheduled", "send", "sending")]
    [InlineData("scheduled", "withdraw", "withdrawn")]
    [InlineData("sending", "approve", "sending")]
    [InlineData("sending", "send", "sending")]
    [InlineData("sending", "schedule", "sending")]
    [InlineData("sending", "correct", "corrected")]
    [InlineData("sending", "withdraw", "withdrawn")]
    [InlineData("corrected", "approve", "corrected")]
    [InlineData("corrected", "send", "corrected")]
    [InlineData("corrected", "correct", "corrected")]
    [InlineData("corrected", "withdraw", "withdrawn")]
    [InlineData("withdrawn", "approve", "withdrawn")]
    [InlineData("withdrawn", "send", "withdrawn")]
    [InlineData("withdrawn", "schedule", "withdrawn")]
    [InlineData("withdrawn", "withdraw", "withdrawn")]
    public void An_alert_goes_only_where_its_state_lets_it(string from, string deed, string to)
    {
        var alert = In(from);
        var sequence = alert.Sequence;

        Do(alert, deed);

        Assert.Equal(to, AlertStates.Word(alert.State));
        var isNewer = deed == "correct" || (deed == "withdraw" && from != "withdrawn");
        Assert.Equal(isNewer ? sequence + 1 : sequence, alert.Sequence);
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("approved")]
    [InlineData("scheduled")]
    [InlineData("withdrawn")]
    public void What_nobody_has_seen_is_not_corrected(string state) =>
        Assert.Throws<InvalidOperationException>(() => In(state).Correct("অন্য কথা।"));

    private static Alert In(string state)
    {
        var alert = Alert.About(News.Breaking with { Breaking = BreakingLevel.Breaking }, Now);
        alert.SendAt = Now.AddHours(1);
        foreach (
            var deed in state switch
            {
                "approved" => (string[])["approve"],
                "scheduled" => ["approve", "schedule"],
                "sending" => ["approve", "send"],
                "corrected" => ["approve", "send", "correct"],
                "withdrawn" => ["withdraw"],
                _ => [],
            }
        )
            Do(alert, deed);
        return alert;
    }

    [Fact]
    public void Latency_counts_from_the_newsrooms_publication_not_from_when_it_was_heard_of()
    {
        var late = News.Breaking with { RevisedAt = Now.AddMinutes(-10) };
        var alert = Alert.About(late, Now);
        alert.Approve();
        Assert.True(alert.Send(Now, byHand: false));
        Assert.Equal(Now.AddMinutes(-10), alert.OccurredAt);
        Assert.Equal(Now, alert.SentAt);
        // A clock that is ahead, and an archive, say nothing of how long the way took.
        Assert.Equal(Now, Alert.About(late with { RevisedAt = Now.AddMinutes(1) }, Now).OccurredAt);
        Assert.Equal(Now, Alert.About(late with { RevisedAt = Now.AddDays(-2) }, Now).OccurredAt);
    }

    [Fact]
    public void What_waited_for_somebody_counts_from_then_and_what_waited_for_its_hour_from_that()
    {
        var late = News.Breaking with { RevisedAt = Now.AddMinutes(-10) };
        var approved = Alert.About(late, Now);
        approved.Approve();
        approved.Send(Now, byHand: true);
        Assert.Equal(Now, approved.OccurredAt);

        var scheduled = Alert.About(late, Now);
        scheduled.SendAt = Now.AddHours(1);
        scheduled.Approve();
        scheduled.Schedule(Now);
        scheduled.Send(Now.AddHours(1).AddSeconds(7), byHand: false);
        Assert.Equal(Now.AddHours(1), scheduled.OccurredAt);
    }

    [Fact]
    public void Doubt_counts_from_its_hour_or_from_whoever_let_it_out_and_not_from_when_it_was_written()
    {
        var (written, hour) = (Now.AddDays(-1), Now.AddSeconds(-3));
        var scheduled = Alert.About(News.Breaking with { RevisedAt = written }, written);
        scheduled.SendAt = hour;
        scheduled.Approve();
        scheduled.Schedule(written);
        scheduled.Doubt("দ্বিধা", Now);
        scheduled.Doubt("আরেক দ্বিধা", Now.AddSeconds(5));
        scheduled.Send(Now.AddSeconds(10), byHand: false);
        Assert.Equal(hour, scheduled.OccurredAt);

        var approved = Alert.About(News.Breaking with { RevisedAt = written }, written);
        approved.Approve();
        approved.Doubt("দ্বিধা", Now);
        approved.Send(Now.AddSeconds(10), byHand: false);
        Assert.Equal(Now, approved.OccurredAt);
    }

    [Fact]
    public void A_waiting_alert_of_the_house_goes_where_its_article_goes()
    {
        var article = News.Breaking;
        var alert = Alert.About(article, Now);
        Assert.True(alert.Follow(article with { Categories = ["national", "sports"] }));
        Assert.Equal(["national", "sports"], alert.Topics);
        alert.Kept |= AlertParts.Topics;
        Assert.False(alert.Follow(article));
        Assert.Equal(["national", "sports"], alert.Topics);
        var sent = Alert.About(article, Now);
        sent.Approve();
        sent.Send(Now, byHand: false);
        Assert.False(sent.Follow(article with { Categories = ["national"] }));
    }

    private static void Do(Alert alert, string deed) =>
        _ = deed switch
        {
            "approve" => alert.Approve(),
            "schedule" => alert.Schedule(Now),
            "send" => alert.Send(Now, byHand: true),
            "withdraw" => alert.Withdraw(note: null),
            _ => Correct(alert),
        };

    private static bool Correct(Alert alert)
    {
        alert.Correct("সংশোধিত।");
        return true;
    }
}
