using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Storage;
using Syndication.Notifier.Store;
using Syndication.Notifier.WebPush;

namespace Syndication.Notifier.Tests.WebPush;

/// <summary>Several Notifiers on one database give readers one key, or do not start.</summary>
public sealed class SharedVapidKeyTests(PostgresFixture postgres) : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("synd-vapid-");

    private static readonly VapidKey Rotated = VapidKey.Create();

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

    [Fact]
    public async Task Who_rotates_by_itself_after_another_did_does_not_start()
    {
        await using var host = new NotifierHost(await postgres.NewDatabaseAsync(Ct));
        var (before, first, second) = (host.The<VapidKeys>().Current, VapidKey.Create(), VapidKey.Create());

        Assert.True(await MayStartAsync(host, first, old: before));
        Assert.False(await MayStartAsync(host, second, old: before));
        // Nor one that was not rotated: it would miss whoever has the newest.
        Assert.False(await MayStartAsync(host, before));
        Assert.Equal([before.PublicKey, first.PublicKey], await KeysAsync(host));
        // With a copy of it both start, whichever gives out which.
        Assert.True(await MayStartAsync(host, first, old: before));
        Assert.True(await MayStartAsync(host, before, old: first));
    }

    [Fact]
    public async Task After_a_rotation_elsewhere_it_says_which_file_goes_where_and_starts_with_it()
    {
        var database = await postgres.NewDatabaseAsync(Ct);
        string before;
        await using (var host = new NotifierHost(database))
        {
            before = host.The<VapidKeys>().Current.ToPem();
            Assert.True(await MayStartAsync(host, Rotated, old: host.The<VapidKeys>().Current));
        }
        // As the manual says of one machine, on the second of two.
        await WriteAsync("push-key-old-2026-11.pem", before);

        var fault = await NotifierProcess.FaultAsync(_data, [("Database", database)], Ct);

        Assert.StartsWith("Setting 'Push:PrivateKey'", fault, StringComparison.Ordinal);
        Assert.Contains(Rotated.PublicKey, fault, StringComparison.Ordinal);
        Assert.Contains(
            $"to '{Path.Combine(_data.FullName, "push-key.pem")}'",
            fault,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("PRIVATE KEY", fault, StringComparison.Ordinal);

        await WriteAsync("push-key.pem", Rotated.ToPem());
        await using var second = new NotifierHost(
            database,
            settings: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Data:Directory"] = _data.FullName,
                ["Push:PrivateKey"] = "",
            }
        );
        Assert.Equal(Rotated.PublicKey, second.The<VapidKeys>().Current.PublicKey);
    }

    private Task WriteAsync(string name, string text) =>
        File.WriteAllTextAsync(Path.Combine(_data.FullName, name), text, Ct);

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
            host.The<DataDirectory>(),
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
        host.The<UnitOfWork>()
            .ReadAsync(
                db => db.VapidKeys.OrderBy(k => k.FirstSeenAt).Select(k => k.PublicKey).ToListAsync(Ct),
                Ct
            );

    private static Task<int> ForgetKeysAsync(NotifierHost host) =>
        host.The<UnitOfWork>().ReadAsync(db => db.VapidKeys.ExecuteDeleteAsync(Ct), Ct);
}
