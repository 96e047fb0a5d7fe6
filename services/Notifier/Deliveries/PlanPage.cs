namespace Syndication.Notifier.Deliveries;

/// <summary>Some of those whom a dispatch goes to.</summary>
/// <param name="Recipients">Sequence numbers of subscriptions, growing.</param>
/// <param name="Cursor">Where the next page begins.</param>
/// <param name="IsLast">There is no next page.</param>
internal sealed record PlanPage(IReadOnlyList<long> Recipients, long Cursor, bool IsLast);
