namespace Syndication.Feeds.Entries;

/// <summary>Names of the sets that entries are filed in: <see cref="All"/> and each category's slug.</summary>
internal static class Selector
{
    public const string All = "all";

    /// <summary>Stands for the categories themselves where versions are kept; no slug can be equal to it.</summary>
    public const string Categories = "#categories";
}
