using System.Text.Json;
using StackExchange.Redis;
using Syndication.Feeds.Redis;
using Syndication.Hosting.Json;

namespace Syndication.Feeds.Readers;

/// <summary>
/// Where several processes' counts meet: each writes its own whole, so that a repeat adds nothing. Without Redis there is
/// one process, and nothing to share.
/// </summary>
internal sealed class ReaderShare(RedisLink? redis)
{
    private const int FeedsAtOnce = 200;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(100);

    /// <returns>False where Redis is nearly full: what is left is for articles.</returns>
    /// <exception cref="Hosting.Bus.OutageException">Redis does not answer; the same again does no harm.</exception>
    public async Task<bool> PutAsync(
        string replica,
        DateOnly day,
        IReadOnlyDictionary<string, ReaderDay> feeds,
        CancellationToken ct
    )
    {
        if (redis is null)
            return true;
        foreach (var part in feeds.Chunk(FeedsAtOnce))
        {
            RedisValue[] args =
            [
                (long)Kept.TotalSeconds,
                replica,
                .. part.SelectMany(f =>
                    new RedisValue[]
                    {
                        KeyOf(day, f.Key),
                        JsonSerializer.SerializeToUtf8Bytes(f.Value, HouseJson.Options),
                    }
                ),
            ];
            if ((long)await redis.RunAsync(RedisScripts.PutReaders, args, ct) == 0)
                return false;
        }
        return true;
    }

    /// <summary>What other processes counted.</summary>
    /// <exception cref="Hosting.Bus.OutageException">Redis does not answer.</exception>
    public async Task<IReadOnlyList<ReaderDay>> ReadOthersAsync(
        string replica,
        DateOnly day,
        string feed,
        CancellationToken ct
    )
    {
        if (redis is null)
            return [];
        var parts = (RedisValue[])await redis.RunAsync(RedisScripts.ReadReaders, [KeyOf(day, feed)], ct);
        return
        [
            .. parts
                .Chunk(2)
                .Where(pair => (string)pair[0]! != replica)
                .Select(pair => JsonSerializer.Deserialize<ReaderDay>((byte[])pair[1]!, HouseJson.Options))
                .OfType<ReaderDay>(),
        ];
    }

    private static string KeyOf(DateOnly day, string feed) => $"{ReaderFiles.NameOf(day)}:{feed}";
}
