using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;
using Syndication.Notifier.WebPush;

namespace Syndication.Notifier.Tests.WebPush;

/// <summary>Several Notifiers on one database give readers one key, or do not start.</summary>
public sealed class SharedVapidKeyTests(PostgresFixture postgres) : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("synd-vapid-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_second_one_with_a_key_of_its_own_does_not_start_and_says_what_to_do()
    {
        var database = await postgres.NewDatabaseAsync(Ct);
        await using var first = new NotifierHost(database);
        var key = first.The<VapidKeys>().Current.PublicKey;

        // The first try leaves a key file of its own, which must not count the next time.
        for (var i = 0; i < 2; i++)
        {
            var fault = await NotifierProcess.FaultAsync(_data, [("Database", database)], Ct);
            Assert.StartsWith("Setting 'Push:PrivateKey'", fault, StringComparison.Ordinal);
            Assert.Contains(key, fault, StringComparison.Ordinal);
            Assert.Contains("push-key.pem", fault, StringComparison.Ordinal);
        }
        await using var third = new NotifierHost(database);
        Assert.Equal([key], await KeysAsync(third));
    }

    [Fact]
    public async Task Of_two_that_start_at_once_with_keys_of_their_own_one_does()
    {
        var database = await postgres.NewDatabaseAsync(Ct);
        // What the schema needs is there, and no key.
        await using (var before = new NotifierHost(database))
            await ForgetKeysAsync(before);

        var started = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => StartAsync(database), Ct))
        );

        Assert.Single(started, s => s);
    }

    [Fact]
    public async Task A_key_that_is_gone_for_good_is_given_up_only_when_it_is_said()
    {
        var database = await postgres.NewDatabaseAsync(Ct);
        await using (new NotifierHost(database)) { }

        Assert.False(await StartAsync(database));
        Assert.True(await StartAsync(database, ("Push:ForgetLostReaders", "true")));
        await using var again = new NotifierHost(
            database,
            settings: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Push:ForgetLostReaders"] = "true",
            }
        );
        Assert.Equal([again.The<VapidKeys>().Current.PublicKey], await KeysAsync(again));
    }

    private static async Task<bool> StartAsync(string database, params (string Key, string Value)[] more)
    {
        var settings = more.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
        settings["Push:PrivateKey"] = VapidKey.Create().ToPem();
        try
        {
            await using var host = new NotifierHost(database, settings: settings);
            return true;
        }
        catch (Exception e) when (e.ToString().Contains("Push:PrivateKey", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private static Task<List<string>> KeysAsync(NotifierHost host) =>
        host.The<UnitOfWork>().ReadAsync(db => db.VapidKeys.Select(k => k.PublicKey).ToListAsync(Ct), Ct);

    private static Task<int> ForgetKeysAsync(NotifierHost host) =>
        host.The<UnitOfWork>().ReadAsync(db => db.VapidKeys.ExecuteDeleteAsync(Ct), Ct);
}
