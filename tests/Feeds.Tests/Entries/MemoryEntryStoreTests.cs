using Syndication.Feeds.Entries;

namespace Syndication.Feeds.Tests.Entries;

public sealed class MemoryEntryStoreTests : EntryStoreTests
{
    private protected override Task<IEntryStore> CreateAsync() =>
        Task.FromResult<IEntryStore>(new MemoryEntryStore(View, TimeProvider.System));
}
