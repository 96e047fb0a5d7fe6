using System.Diagnostics.CodeAnalysis;

namespace Syndication.Notifier.WebPush;

/// <summary>The key that new readers subscribe with, and those of before.</summary>
internal sealed class VapidKeys
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

    public VapidKey Current { get; }

    /// <summary>All that are here, as base64url.</summary>
    public IReadOnlyCollection<string> PublicKeys => _all.Keys;

    /// <summary>The key whose public half is <paramref name="publicKey"/>, base64url.</summary>
    public bool TryFind(string publicKey, [NotNullWhen(true)] out VapidKey? key) =>
        _all.TryGetValue(publicKey, out key);
}
