using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Syndication.Hosting.Json;
using Syndication.Hosting.Storage;

namespace Syndication.Hosting.Security;

/// <summary>
/// The keys that open this service: as configured, else one made at the first start and shown then. On disk lie digests
/// only: a copy of the folder, such as a backup, opens nothing.
/// </summary>
public sealed class ApiKeyRing
{
    private const string FileName = "api-keys.json";
    private readonly IReadOnlyList<ApiKey> _keys;

    public ApiKeyRing(IConfiguration configuration, DataDirectory data)
    {
        var settings = configuration.GetSection("ApiKeys").Get<List<ApiKeySetting>>() ?? [];
        if (settings.Count == 0)
            settings = LoadOrMake(data.PathOf(FileName));
        _keys = [.. settings.Select((setting, i) => ApiKey.From(setting, $"ApiKeys:{i}"))];
    }

    /// <summary>The key made by this very start, to be shown once; else null.</summary>
    public string? JustMade { get; private set; }

    /// <summary>Where a generated key's digest is kept; without this file the next start makes another. Null when keys are
    /// configured.</summary>
    public string? KeptIn { get; private set; }

    internal ApiKey? Find(string presented)
    {
        var digest = ApiKey.Hash(presented);
        ApiKey? found = null;
        // All are compared, each in constant time: how long it takes tells nothing.
        foreach (var key in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(key.Digest, digest))
                found = key;
        }
        return found;
    }

    private List<ApiKeySetting> LoadOrMake(string path)
    {
        KeptIn = path;
        try
        {
            if (!File.Exists(path))
                Make(path);
            var kept =
                JsonSerializer.Deserialize<List<ApiKeySetting>>(File.ReadAllText(path), HouseJson.Options)
                ?? [];
            return kept.TrueForAll(k => k.Key is null) ? kept : HideKeys(kept, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new SettingException("ApiKeys", $"'{path}' cannot be used: {e.Message}");
        }
    }

    // Two processes that start together agree on whichever was first.
    private void Make(string path)
    {
        var key = "synd_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var made = new ApiKeySetting
        {
            Name = "first",
            KeySha256 = Digest(key),
            Scopes = Scope.All,
        };
        var aside = WriteAside(path, [made]);
        try
        {
            File.Move(aside, path, overwrite: false);
            JustMade = key;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
        }
    }

    // Earlier versions kept the key itself, and somebody may have written one here: it opens as before.
    private static List<ApiKeySetting> HideKeys(List<ApiKeySetting> kept, string path)
    {
        // What is no key is told of, not hidden.
        for (var i = 0; i < kept.Count; i++)
            ApiKey.From(kept[i], $"ApiKeys:{i}");
        var hidden = kept.ConvertAll(k =>
            k.Key is null
                ? k
                : new ApiKeySetting
                {
                    Name = k.Name,
                    KeySha256 = Digest(k.Key),
                    Scopes = k.Scopes,
                }
        );
        try
        {
            Replace(WriteAside(path, hidden), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file that its owner lets nobody write, such as a mounted secret: it stays as it is.
        }
        return hidden;
    }

    private static void Replace(string aside, string path)
    {
        try
        {
            File.Move(aside, path, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    // Moved into place whole: nobody reads half a file, and a crash leaves the old one.
    private static string WriteAside(string path, List<ApiKeySetting> keys)
    {
        var aside = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(aside, options);
        JsonSerializer.Serialize(file, keys, HouseJson.Options);
        file.Flush(flushToDisk: true);
        return aside;
    }

    private static string Digest(string key) => Convert.ToHexStringLower(ApiKey.Hash(key));
}
