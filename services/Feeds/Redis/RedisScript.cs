using System.Security.Cryptography;
using System.Text;

namespace Syndication.Feeds.Redis;

/// <summary>A Lua script, known to the server by its SHA-1.</summary>
internal sealed class RedisScript(string text)
{
    public string Text => text;

#pragma warning disable CA5350 // the name that Redis gives a script; nothing is trusted to it
    public string Sha { get; } = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350

    /// <summary>Reads a script that lies beside the code as an embedded resource, after the parts that all share.</summary>
    public static RedisScript Load(string name) => new(Read("shared") + Read(name));

    private static string Read(string name)
    {
        var resource = $"{typeof(RedisScript).Namespace}.Scripts.{name}.lua";
        using var stream =
            typeof(RedisScript).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The script {resource} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
