using MassTransit;
using Syndication.Contracts;
using Syndication.Hosting.Bus;

namespace Syndication.Ingest.Articles;

/// <summary>Queue <c>tell-standing</c>: answers from the database whether an article is out.</summary>
internal sealed class TellStandingConsumer(ArticleReader reader, IEventPublisher events)
    : IConsumer<ArticleAsked>
{
    public async Task Consume(ConsumeContext<ArticleAsked> context)
    {
        var id = context.Message.ArticleId;
        var article = await reader.FindAsync(id, context.CancellationToken);
        var standing =
            article?.ToStanding()
            ?? new()
            {
                ArticleId = id,
                Revision = 0,
                State = PublicationState.Unknown,
            };
        // Lost on its way, it is asked for again.
        await events.TellAsync(standing, Guid.CreateVersion7(), context.CancellationToken);
    }
}
