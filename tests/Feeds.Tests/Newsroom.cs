using System.Collections.Concurrent;
using MassTransit.Mediator;
using Syndication.Contracts;
using Syndication.Hosting.Bus;

namespace Syndication.Feeds.Tests;

/// <summary>
/// Stands in for Ingest and the bus: passes on what is published, and answers a request to rebuild with all it has.
/// </summary>
internal sealed class Newsroom(IMediator mediator, NewsroomBooks books) : IEventPublisher
{
    public bool IsUp => true;

    public async Task PublishAsync(object message, Guid messageId, CancellationToken ct)
    {
        if (message is ArticleSteps steps)
            foreach (var step in steps.Steps)
                books.Steps.Enqueue(step);
        if (message is FeedChanged change)
            books.Changes.Enqueue(change);
        if (message is not RebuildRequested request)
        {
            await mediator.Publish(message, message.GetType(), ct);
            return;
        }
        books.Requests.Enqueue(request.RebuildId);
        if (books.FailuresLeft > 0)
        {
            books.FailuresLeft--;
            throw new TimeoutException("The broker does not confirm.");
        }
        if (books.IsSilent)
            return;
        foreach (var article in books.Articles)
            await mediator.Publish(new ArticlePublished { Article = article, Replay = true }, ct);
        await mediator.Publish(new RebuildFinished(request.RebuildId, books.Articles.Count), ct);
    }
}

/// <summary>What the newsroom has published, and what it was asked.</summary>
internal sealed class NewsroomBooks
{
    public ConcurrentBag<Article> Articles { get; } = [];
    public ConcurrentQueue<Guid> Requests { get; } = [];

    /// <summary>What Feeds told articles' timelines.</summary>
    public ConcurrentQueue<ArticleStep> Steps { get; } = [];

    /// <summary>Which feeds Feeds says have changed.</summary>
    public ConcurrentQueue<FeedChanged> Changes { get; } = [];

    /// <summary>So many requests fail before one comes through.</summary>
    public int FailuresLeft { get; set; }

    /// <summary>True when requests come through and nobody answers.</summary>
    public bool IsSilent { get; set; }
}
