using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Syndication.Notifier.Tests.Deliveries;

namespace Syndication.Notifier.Tests.Alerts;

/// <summary>What is on disk is answered as done, whatever fails after that: a repeat would be a second alert.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task An_alert_whose_readers_cannot_be_counted_is_answered_without_their_number()
    {
        await using var host = new NotifierHost(replace: services =>
            TroubledStore.Add(services, AwayForCounting)
        );
        using var client = host.Newsroom();
        var (status, answer) = await new Newsroom(client).PostAsync("", Newsroom.Draft());
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("estimate").ValueKind);
        Assert.Single(await host.AlertsAsync(TestContext.Current.CancellationToken));
    }

    // The database goes away between the commit and the count that is made for the answer.
    private static string? AwayForCounting() =>
        new StackTrace().ToString().Contains("AlertEstimator.OfAsync", StringComparison.Ordinal)
            ? throw new SqliteException("disk I/O error", 10)
            : null;
}
