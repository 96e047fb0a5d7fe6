namespace Syndication.Notifier.Watching;

/// <summary>Draws by which those that failed together do not come back together.</summary>
internal static class Chance
{
    /// <summary>0 to 1.</summary>
#pragma warning disable CA5394 // nobody gains by guessing it
    public static double Draw() => Random.Shared.NextDouble();
#pragma warning restore CA5394
}
