using System.Globalization;
using Syndication.Hosting;
using Syndication.Hosting.Storage;

namespace Syndication.Notifier.WebPush;

/// <summary>
/// The keys as they lie in the data directory: <c>push-key.pem</c>, and of before whatever is called
/// <c>push-key-old-*.pem</c>. Copying the file saves the key; putting one there brings it; renaming it to an old one, so
/// that the next start makes another, is rotation.
/// </summary>
internal static class VapidKeyFile
{
    /// <summary>The file of the key in use.</summary>
    public const string Name = "push-key.pem";

    private static readonly string OldNames = OldName("*");

    /// <summary>The file of a key of before.</summary>
    public static string OldName(string which) => $"push-key-old-{which}.pem";

    /// <summary>Reads the key, or makes one where there is none.</summary>
    /// <returns>The key, and whether it is new.</returns>
    /// <exception cref="SettingException">It is there, and cannot be read; or cannot be written.</exception>
    public static (VapidKey Key, bool IsNew) LoadOrMake(DataDirectory data) =>
        Try(
            data.PathOf(Name),
            path =>
            {
                if (File.Exists(path))
                    return (Read(path), false);
                var made = VapidKey.Create();
                // Two processes that start together agree on whichever was first.
                return Put(path, made.ToPem()) ? (made, true) : (Read(path), false);
            }
        );

    /// <exception cref="SettingException">One cannot be read.</exception>
    public static IReadOnlyList<VapidKey> LoadOld(DataDirectory data) =>
        Try(
            data.PathOf(Name),
            path =>
                Directory
                    .EnumerateFiles(Path.GetDirectoryName(path)!, OldNames)
                    .Order(StringComparer.Ordinal)
                    .Select(Read)
                    .ToList()
        );

    private static VapidKey Read(string path) =>
        VapidKey.TryParse(File.ReadAllText(path), out var key)
            ? key
            : throw new SettingException(
                "Push:PrivateKey",
                $"'{path}' holds no private key of P-256. Bring it back from a backup: with another key every reader "
                    + "who subscribed is lost."
            );

    private static T Try<T>(string path, Func<string, T> act)
    {
        try
        {
            return act(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException("Push:PrivateKey", $"'{path}' cannot be used: {e.Message}");
        }
    }

    // Moved into place whole: nobody reads half a key.
    private static bool Put(string path, string text)
    {
        var aside = string.Create(CultureInfo.InvariantCulture, $"{path}.{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var file = new FileStream(aside, options))
            using (var writer = new StreamWriter(file))
            {
                writer.Write(text);
                writer.Flush();
                file.Flush(flushToDisk: true);
            }
            File.Move(aside, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(aside);
        }
    }
}
