namespace Syndication.Testing.Fuzz;

/// <summary>The documents that lie beside the tests of feeds, in the order of their names.</summary>
public static class GoldenDocuments
{
    /// <param name="folder">The folder, with those in it.</param>
    public static IReadOnlyList<byte[]> In(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(f => !f.EndsWith(".expected.json", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllBytes),
        ];

    /// <summary>Where they lie in the repository.</summary>
    public static string Folder => Path.Combine(RepositoryRoot.Path, "tests", "Formats.Tests", "Golden");
}
