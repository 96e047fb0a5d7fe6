using System.Security.Cryptography;
using System.Text;

namespace Syndication.Hosting.Security;

/// <summary>A key's holder and what it may do; the key itself is not kept.</summary>
internal sealed record ApiKey(string Name, byte[] Digest, IReadOnlyList<string> Scopes)
{
    public static ApiKey From(ApiKeySetting setting, string path)
    {
        if (setting.Name is not { Length: > 0 })
            throw new SettingException($"{path}:Name", "a key needs a name.");
        if (setting.Scopes.FirstOrDefault(s => !Scope.All.Contains(s)) is { } unknown)
            throw new SettingException($"{path}:Scopes", $"'{unknown}' is none of publish, alerts, admin.");
        if (setting.Key is { Length: > 0 and < 16 })
            throw new SettingException($"{path}:Key", "shorter than 16 characters; it can be guessed.");
        return new(setting.Name, DigestOf(setting, path), setting.Scopes);
    }

    /// <summary>SHA-256 of the key's UTF-8.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static byte[] DigestOf(ApiKeySetting setting, string path)
    {
        if (setting.Key is { Length: > 0 } key)
            return Hash(key);
        try
        {
            var digest = Convert.FromHexString(setting.KeySha256 ?? "");
            if (digest.Length == SHA256.HashSizeInBytes)
                return digest;
        }
        catch (FormatException)
        {
            // told below, without repeating what may be a secret in the wrong place
        }
        throw new SettingException($"{path}:KeySha256", "give Key, or KeySha256 as 64 hex digits.");
    }
}
