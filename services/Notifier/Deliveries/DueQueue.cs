namespace Syndication.Notifier.Deliveries;

/// <summary>Due deliveries that wait for the same thing; each such queue is served apart.</summary>
/// <param name="Origin">A known push service, or <see cref="Gates.Strangers"/>.</param>
/// <param name="Flash">Of flash alerts.</param>
internal sealed record DueQueue(string Origin, bool Flash);
