using System.Globalization;
using Syndication.Hosting.Storage;

namespace Syndication.Standalone.Demo;

/// <summary>
/// When the demo began, kept with the data: the articles' pages must say the same time after a restart as the
/// feeds do.
/// </summary>
internal static class DemoBeginning
{
    private const string FileName = "demo-began";

    public static DateTimeOffset ReadOrKeep(DataDirectory data, DateTimeOffset now)
    {
        var path = data.PathOf(FileName);
        if (File.Exists(path) && TryParse(File.ReadAllText(path), out var kept))
            return kept;
        File.WriteAllText(path, now.ToString("O", CultureInfo.InvariantCulture));
        return now;
    }

    private static bool TryParse(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(
            text.Trim(),
            "O",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out instant
        );
}
