using Microsoft.Extensions.Options;
using Syndication.Feeds.Caching;

namespace Syndication.Feeds.Documents;

/// <summary>
/// Addresses as they were sent, and the documents that they led to. Good for as long as the document is current: that it
/// is includes that the categories are the same.
/// </summary>
internal sealed class FastTargets(IOptions<FeedsOptions> options)
{
    private const int Overhead = 200;

    private readonly RecentlyUsed<string, Target> _targets = new(int.MaxValue, options.Value.Addresses);

    /// <returns>The document's name, or null.</returns>
    public FeedKey? Find(string target) => _targets.Find(target)?.Key;

    public void Put(string target, FeedKey key) =>
        _targets.Put(target, new(key), 2L * target.Length + Overhead);

    private sealed class Target(FeedKey key)
    {
        public FeedKey Key => key;
    }
}
