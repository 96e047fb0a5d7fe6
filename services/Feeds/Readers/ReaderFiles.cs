using System.Globalization;
using System.Text.Json;
using Syndication.Hosting.Json;
using Syndication.Hosting.Storage;

namespace Syndication.Feeds.Readers;

/// <summary>The counts of this process on its own disk: a file for each day, and the name it shares them under.</summary>
internal sealed class ReaderFiles(DataDirectory data)
{
    private const string Extension = ".json";
    private const string DayFormat = "yyyy-MM-dd";
    private readonly string _folder = data.PathOf("readers");

    /// <summary>This process's name, the same after a restart.</summary>
    public string Replica()
    {
        Directory.CreateDirectory(_folder);
        var path = Path.Combine(_folder, "replica");
        if (File.Exists(path) && Guid.TryParse(File.ReadAllText(path), out var known))
            return known.ToString("N");
        var made = Guid.NewGuid().ToString("N");
        File.WriteAllText(path, made);
        return made;
    }

    public static string NameOf(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>The days that there is a file of.</summary>
    public IReadOnlyList<DateOnly> Days() =>
        [
            .. Directory
                .EnumerateFiles(_folder, "*" + Extension)
                .Select(Path.GetFileNameWithoutExtension)
                .Select(name =>
                    DateOnly.TryParseExact(
                        name,
                        DayFormat,
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.None,
                        out var day
                    )
                        ? day
                        : default(DateOnly?)
                )
                .OfType<DateOnly>()
                .Order(),
        ];

    /// <summary>Whole or not at all.</summary>
    public void Write(DateOnly day, IReadOnlyDictionary<string, ReaderDay> feeds)
    {
        var path = PathOf(day);
        var beside = path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, feeds, HouseJson.Options);
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
    }

    /// <summary>By feed; empty where there is no file, or one that cannot be read.</summary>
    public IReadOnlyDictionary<string, ReaderDay> Read(DateOnly day)
    {
        try
        {
            using var file = new FileStream(PathOf(day), FileMode.Open, FileAccess.Read);
            return JsonSerializer.Deserialize<Dictionary<string, ReaderDay>>(file, HouseJson.Options) ?? [];
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return new Dictionary<string, ReaderDay>(StringComparer.Ordinal);
        }
    }

    public void Delete(DateOnly day) => File.Delete(PathOf(day));

    private string PathOf(DateOnly day) => Path.Combine(_folder, NameOf(day) + Extension);
}
