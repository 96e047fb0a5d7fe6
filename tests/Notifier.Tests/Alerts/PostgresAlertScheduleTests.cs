using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;
using Syndication.Testing;

namespace Syndication.Notifier.Tests.Alerts;

public sealed class PostgresAlertScheduleTests(PostgresFixture postgres) : AlertScheduleTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);

    [Fact]
    public async Task Of_two_instances_one_sends()
    {
        const int Alerts = 20;
        var database = await NewDatabaseAsync(Ct);
        await using var one = new NotifierHost(database);
        await using var other = new NotifierHost(database);
        using var client = one.Newsroom();
        using var otherClient = other.Newsroom();
        var at = TimeProvider.System.GetUtcNow().AddSeconds(3);
        for (var i = 0; i < Alerts; i++)
            await new Newsroom(i % 2 == 0 ? client : otherClient).MakeAsync(("sendAt", at));

        await Waiting.UntilAsync(
            async () => (await other.AlertsAsync(Ct)).TrueForAll(a => a.IsOut),
            TimeSpan.FromSeconds(30),
            "all to be out",
            Ct
        );

        Assert.Equal(Alerts, (await one.ToldAsync(Ct)).Select(e => e.AlertId).Distinct().Count());
        Assert.Equal(Alerts, (await one.ToldAsync(Ct)).Count);
        Assert.Equal(Alerts, await one.The<UnitOfWork>().ReadAsync(db => db.Dispatches.CountAsync(Ct), Ct));
    }
}
