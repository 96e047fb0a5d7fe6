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

    private static void Do(Alert alert, string deed) =>
        _ = deed switch
        {
            "approve" => alert.Approve(),
            "schedule" => alert.Schedule(Now),
            "send" => alert.Send(Now),
            "withdraw" => alert.Withdraw(note: null),
            _ => Correct(alert),
        };

    private static bool Correct(Alert alert)
    {
        alert.Correct("সংশোধিত।");
        return true;
    }
}
