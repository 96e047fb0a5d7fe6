namespace Syndication.Notifier.Subscriptions;

/// <summary>What readers may follow.</summary>
/// <param name="Slug">As in addresses.</param>
/// <param name="Name">For people.</param>
/// <param name="Aliases">Other names.</param>
/// <param name="IsBlocked">Nobody may follow it now.</param>
internal sealed record Topic(string Slug, string Name, IReadOnlyList<string> Aliases, bool IsBlocked);
