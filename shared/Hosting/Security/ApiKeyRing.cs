using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Syndication.Hosting.Json;
using Syndication.Hosting.Storage;

namespace Syndication.Hosting.Security;

/// <summary>The keys that open this service: as configured, else one made at the first start and kept.</summary>
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

    /// <summary>Where a generated key is kept, for whoever lost it; null when keys are configured.</summary>
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
            return JsonSerializer.Deserialize<List<ApiKeySetting>>(File.ReadAllText(path), HouseJson.Options)
                ?? [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new SettingException("ApiKeys", $"'{path}' cannot be used: {e.Message}");
        }
    }

    // Written aside and moved into place: two processes that start together agree on whichever was first.
    private void Make(string path)
    {
        var key = "synd_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        ApiKeySetting[] made =
        [
            new()
            {
                Name = "first",
                Key = key,
                Scopes = Scope.All,
            },
        ];
        var aside = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(aside, options))
            JsonSerializer.Serialize(file, made, HouseJson.Options);
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
}
