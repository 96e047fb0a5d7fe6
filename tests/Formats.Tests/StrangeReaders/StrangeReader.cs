using System.Text.Json.Nodes;

namespace Syndication.Formats.Tests.StrangeReaders;

/// <summary>A reader that others wrote: how it is run, and what it shows of a feed and of an entry.</summary>
/// <param name="Package">Debian's name for it.</param>
/// <param name="Command">A full path: not whatever else bears its name on this machine.</param>
/// <param name="Program">Makes ready what the command runs, and gives its path.</param>
internal sealed record StrangeReader(
    string Package,
    string Command,
    Func<CancellationToken, Task<string>> Program
)
{
    /// <summary>Members of <see cref="Sight"/>.</summary>
    public required string[] Feed { get; init; }

    /// <summary>Members of an entry in <see cref="Sight"/>.</summary>
    public required string[] Entry { get; init; }

    /// <summary>What it saw in each document, in their order.</summary>
    public async Task<IReadOnlyList<JsonObject>> ReadAsync(IEnumerable<string> paths, CancellationToken ct)
    {
        var command = Testing.Processes.Command.Find(Package, Command);
        var program = await Program(ct);
        try
        {
            var told = await Testing.Processes.Command.RunAsync(command, [program, .. paths], ct);
            return
            [
                .. told.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => JsonNode.Parse(line)!.AsObject()),
            ];
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException(
                $"{e.Message} (is {Package} there? ./test.sh installs it)",
                e
            );
        }
    }

    /// <summary>That part of a feed's sight which this reader shows.</summary>
    public JsonObject Filter(JsonObject sight)
    {
        var entries = sight["entries"]!.AsArray().Select(e => Only(e!.AsObject(), Entry));
        var filtered = Only(sight, Feed);
        filtered["entries"] = new JsonArray([.. entries]);
        return filtered;
    }

    private static JsonObject Only(JsonObject sight, string[] members) =>
        new(members.Select(m => KeyValuePair.Create(m, sight[m]?.DeepClone())));
}
