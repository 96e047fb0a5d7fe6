using System.Runtime.InteropServices;

namespace Syndication.Feeds.Entries;

/// <summary>How full a store is.</summary>
/// <param name="Used">Bytes.</param>
/// <param name="Most">Bytes that it may hold; 0 where nobody has set a limit.</param>
/// <param name="Policy">What it does when it is full, as Redis calls it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StoreMemory(long Used, long Most, string Policy);
