using System.Runtime.InteropServices;
using Syndication.Feeds.Entries;

namespace Syndication.Feeds.Documents;

/// <summary>Where an entry stands in a document's bytes, and since which of its editions it stands there so.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FeedEntry(
    Place Place,
    DateTimeOffset Updated,
    int Offset,
    int Length,
    int Since
);

/// <summary>An entry that was taken out of a document, and did not just make room for later ones.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Withdrawal(Guid Id, DateTimeOffset At, int Edition);
