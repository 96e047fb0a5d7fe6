using System.Collections.Frozen;
using System.Text.Json;
using Syndication.Hosting.Json;

namespace Syndication.Standalone.Demo;

/// <summary>What the demo carries in its assembly: stories and pictures.</summary>
internal static class DemoFiles
{
    private const string Prefix = "Demo.";

    private static readonly Lazy<IReadOnlyList<DemoStory>> Lines = new(ReadStories);

    private static readonly FrozenSet<string> Names = typeof(DemoFiles)
        .Assembly.GetManifestResourceNames()
        .ToFrozenSet(StringComparer.Ordinal);

    public static IReadOnlyList<DemoStory> Stories => Lines.Value;

    /// <summary>The picture of that file name, or null.</summary>
    public static Stream? Picture(string name) =>
        Names.Contains($"{Prefix}Images.{name}") ? Open($"Images.{name}") : null;

    private static List<DemoStory> ReadStories()
    {
        using var reader = new StreamReader(Open("demo-articles.ndjson"));
        var stories = new List<DemoStory>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
                stories.Add(JsonSerializer.Deserialize<DemoStory>(line, HouseJson.Options)!);
        }
        return stories;
    }

    private static Stream Open(string name) =>
        typeof(DemoFiles).Assembly.GetManifestResourceStream(Prefix + name)
        ?? throw new FileNotFoundException(name);
}
