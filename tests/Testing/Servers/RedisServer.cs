using System.Diagnostics;
using Syndication.Testing.Processes;

namespace Syndication.Testing.Servers;

/// <summary>Debian's <c>redis-server</c>; evicts nothing, saves no snapshots.</summary>
public sealed class RedisServer() : RealServer("redis")
{
    private const string Package = "redis-server";

    /// <summary>True keeps the data over a kill; false comes back empty.</summary>
    public bool AppendOnly { get; init; } = true;

    /// <summary>As StackExchange.Redis wants it.</summary>
    public string Configuration => $"127.0.0.1:{Port}";

    /// <summary>Sends one command by <c>redis-cli</c> and gives its answer, raw.</summary>
    public async Task<string> CommandAsync(CancellationToken ct, params string[] command)
    {
        var client = Command.Find("redis-tools", "redis-cli");
        var answer = await Command.RunAsync(client, ["-p", $"{Port}", "--raw", .. command], ct);
        return answer.TrimEnd('\n');
    }

    /// <summary>Kills it, deletes its data and starts it empty, as when its disk was lost.</summary>
    public async Task RestartEmptyAsync(CancellationToken ct)
    {
        await KillAsync();
        Directory.Delete(Folder, recursive: true);
        Directory.CreateDirectory(Folder);
        await StartAsync(ct);
    }

    private protected override ProcessStartInfo Describe() =>
        new(
            Command.Find(Package, "redis-server"),
            [
                .. (string[])["--port", $"{Port}", "--bind", "127.0.0.1", "--dir", Folder, "--save", ""],
                .. (string[])["--appendonly", AppendOnly ? "yes" : "no", "--maxmemory-policy", "noeviction"],
            ]
        );

    private protected override async Task<bool> IsServingAsync(CancellationToken ct) =>
        (await ExchangeAsync("PING\r\n"u8.ToArray(), ct)).AsSpan().StartsWith("+PONG"u8);
}
