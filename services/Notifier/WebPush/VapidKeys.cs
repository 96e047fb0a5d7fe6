using System.Diagnostics.CodeAnalysis;
using Syndication.Hosting.Storage;

namespace Syndication.Notifier.WebPush;

/// <summary>The key that new readers subscribe with, and those of before.</summary>
internal sealed partial class VapidKeys
{
    private readonly Dictionary<string, VapidKey> _all;

    public VapidKeys(VapidKey current, IEnumerable<VapidKey> old)
    {
        Current = current;
        _all = new(StringComparer.Ordinal);
        foreach (var key in old)
            _all[key.PublicKey] = key;
        _all[current.PublicKey] = current;
    }

    /// <summary>As configured, else as they lie in the data directory, where one is made if there is none.</summary>
    /// <exception cref="Syndication.Hosting.SettingException">A file cannot be read or written.</exception>
    public static VapidKeys Load(VapidOptions options, DataDirectory data, ILogger<VapidKeys> logger)
    {
        var old = options.OldPrivateKeys.Select(Parse).Concat(VapidKeyFile.LoadOld(data));
        if (options.PrivateKey is { Length: > 0 } configured)
            return new(Parse(configured), old);
        var (key, isNew) = VapidKeyFile.LoadOrMake(data);
        if (isNew)
            Made(logger, data.PathOf(VapidKeyFile.Name));
        return new(key, old);
    }

    public VapidKey Current { get; }

    /// <summary>All that are here, as base64url.</summary>
    public IReadOnlyCollection<string> PublicKeys => _all.Keys;

    /// <summary>The key whose public half is <paramref name="publicKey"/>, base64url.</summary>
    public bool TryFind(string publicKey, [NotNullWhen(true)] out VapidKey? key) =>
        _all.TryGetValue(publicKey, out key);

    // Looked at when the options were validated.
    private static VapidKey Parse(string text) =>
        VapidKey.TryParse(text, out var key)
            ? key
            : throw new ArgumentException("It is no private key.", nameof(text));

    [LoggerMessage(
        LogLevel.Warning,
        "A key for Web Push was made and lies in {Path}. Keep a copy: every reader subscribes with it, and none can be "
            + "reached without it"
    )]
    private static partial void Made(ILogger logger, string path);
}
