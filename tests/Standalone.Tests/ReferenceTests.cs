using System.Xml.Linq;
using Syndication.Testing;

namespace Syndication.Standalone.Tests;

/// <summary>Who may know whom; the table stands in ARCHITECTURE.md.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Contracts"] = [],
        ["Formats"] = [],
        ["Formats.ServiceModel"] = ["Formats"],
        ["Hosting"] = [],
        ["Ingest"] = ["Contracts", "Formats", "Hosting"],
        ["Web"] = ["Formats"],
        ["Feeds"] = ["Contracts", "Formats", "Hosting", "Web"],
        ["Notifier"] = ["Contracts", "Formats", "Hosting", "Web"],
        ["Standalone"] = ["Feeds", "Ingest", "Notifier"],
        ["Testing"] = ["Contracts", "Formats"],
        // Encryption is measured as code; everything else as processes.
        ["Benchmarks"] = ["Notifier", "Testing"],
    };

    public static TheoryData<string> Projects =>
        [
            .. Directory
                .EnumerateFiles(RepositoryRoot.Path, "*.csproj", SearchOption.AllDirectories)
                .Where(IsOurs),
        ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_knows_only_those_below_it(string project)
    {
        var name = Name(project);
        var references = XDocument
            .Load(project)
            .Descendants("ProjectReference")
            .Where(r => (string?)r.Attribute("ReferenceOutputAssembly") != "false")
            .Select(r => Name((string)r.Attribute("Include")!));

        Assert.Empty(references.Except(AllowedFor(name)).Select(r => $"{name} knows {r}"));
    }

    [Fact]
    public void Only_hosting_and_the_services_consumers_know_the_transport()
    {
        var knowing = Projects
            .Select(p => (string)p.Data)
            .Where(p => File.ReadAllText(p).Contains("MassTransit", StringComparison.Ordinal))
            .Select(Name);

        Assert.Equal(["Hosting"], knowing);
    }

    private static string[] AllowedFor(string name)
    {
        if (Allowed.TryGetValue(name, out var known))
            return known;
        // Tests know what they test, and the tools of testing.
        return name.EndsWith(".Tests", StringComparison.Ordinal)
            ? [name[..^".Tests".Length], "Testing"]
            : ["Testing"];
    }

    private static bool IsOurs(string path) =>
        !path.Contains(
            $"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}",
            StringComparison.Ordinal
        );

    private static string Name(string path) =>
        Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))
            .Replace("Syndication.", "", StringComparison.Ordinal);
}
