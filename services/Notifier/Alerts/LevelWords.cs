using Syndication.Contracts;

namespace Syndication.Notifier.Alerts;

/// <summary>How urgent alerts must be for somebody, as people write it: <c>minLevel</c>.</summary>
internal static class LevelWords
{
    /// <summary>What is wrong with any other word.</summary>
    public const string Fault = "This is neither breaking nor flash.";

    /// <summary>Null for any other word.</summary>
    public static BreakingLevel? Read(string? word) =>
        word switch
        {
            "breaking" => BreakingLevel.Breaking,
            "flash" => BreakingLevel.Flash,
            _ => null,
        };
}
