using Syndication.Contracts;

namespace Syndication.Feeds.Entries;

/// <summary>Which of two definitions of a category counts.</summary>
internal static class CategoryOrder
{
    // Version 0 is what is configured, and a configuration changes between two starts without counting.
    public static bool Replaces(CategoryDefined told, CategoryDefined known) =>
        told.Version > known.Version || (told.Version == 0 && known.Version == 0 && !AreSame(told, known));

    private static bool AreSame(CategoryDefined a, CategoryDefined b) =>
        a.Name == b.Name && a.State == b.State && a.Aliases.SequenceEqual(b.Aliases, StringComparer.Ordinal);
}
