using MassTransit;
using Syndication.Contracts;

namespace Syndication.Notifier.Alerts;

/// <summary>Queue <c>raise-alert</c>: what becomes of articles, in any order and any number of times.</summary>
internal sealed class RaiseAlertConsumer(AlertDesk desk)
    : IConsumer<ArticlePublished>,
        IConsumer<ArticleRevised>,
        IConsumer<ArticleRetracted>,
        IConsumer<ArticleEmbargoed>,
        IConsumer<ArticleStanding>
{
    // A replay says nothing new and may be ahead of the news itself, which must still find its place free.
    public Task Consume(ConsumeContext<ArticlePublished> context) =>
        context.Message.Replay
            ? Task.CompletedTask
            : desk.TakeAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ArticleRevised> context) =>
        desk.TakeAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ArticleRetracted> context) =>
        desk.RetractAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ArticleEmbargoed> context) =>
        desk.EmbargoAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ArticleStanding> context) =>
        desk.StandAsync(context.Message, context.CancellationToken);
}
