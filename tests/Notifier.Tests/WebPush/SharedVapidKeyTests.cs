using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
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
    public async Task Of_several_that_start_at_once_with_keys_of_their_own_one_does()
    {
        await using var host = new NotifierHost(await postgres.NewDatabaseAsync(Ct));
        await ForgetKeysAsync(host);

        var started = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => MayStartAsync(host, VapidKey.Create()), Ct))
        );

        Assert.Single(started, s => s);
        Assert.Single(await KeysAsync(host));
    }

    [Fact]
    public async Task A_key_that_is_gone_for_good_is_given_up_only_when_it_is_said()
    {
        await using var host = new NotifierHost(await postgres.NewDatabaseAsync(Ct));
        var key = VapidKey.Create();

        Assert.False(await MayStartAsync(host, key));
        Assert.True(await MayStartAsync(host, key, forget: true));
        Assert.True(await MayStartAsync(host, key));
        Assert.Equal([key.PublicKey], await KeysAsync(host));
    }

    [Fact]
    public async Task A_new_key_beside_the_one_before_is_rotation()
    {
        await using var host = new NotifierHost(await postgres.NewDatabaseAsync(Ct));
        var key = VapidKey.Create();

        Assert.True(await MayStartAsync(host, key, old: host.The<VapidKeys>().Current));
        Assert.Equal(2, (await KeysAsync(host)).Count);
    }

    // What a start asks, on the database of one that has started.
    private static async Task<bool> MayStartAsync(
        NotifierHost host,
        VapidKey key,
        bool forget = false,
        VapidKey? old = null
    )
    {
        var guard = new VapidKeyGuard(
            new(key, old is null ? [] : [old]),
            Options.Create(new VapidOptions { ForgetLostReaders = forget }),
            host.The<UnitOfWork>(),
            TimeProvider.System,
            NullLogger<VapidKeyGuard>.Instance
        );
        try
        {
            await guard.StartAsync(Ct);
            return true;
        }
        catch (SettingException)
        {
            return false;
        }
    }

    private static Task<List<string>> KeysAsync(NotifierHost host) =>
        host.The<UnitOfWork>().ReadAsync(db => db.VapidKeys.Select(k => k.PublicKey).ToListAsync(Ct), Ct);

    private static Task<int> ForgetKeysAsync(NotifierHost host) =>
        host.The<UnitOfWork>().ReadAsync(db => db.VapidKeys.ExecuteDeleteAsync(Ct), Ct);
}
