namespace Syndication.Contracts;

/// <summary>
/// Somebody is about to tell of an article and must know first whether it is out; answered by <see cref="ArticleStanding"/>.
/// Nobody need answer: whoever asks goes on asking.
/// </summary>
public sealed record ArticleAsked(Guid ArticleId);
