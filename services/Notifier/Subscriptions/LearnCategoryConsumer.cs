using MassTransit;
using Syndication.Contracts;

namespace Syndication.Notifier.Subscriptions;

/// <summary>Queue <c>learn-category</c>: which topics there are to follow.</summary>
internal sealed class LearnCategoryConsumer(TopicBook topics) : IConsumer<CategoryDefined>
{
    public Task Consume(ConsumeContext<CategoryDefined> context) =>
        topics.LearnAsync(context.Message, context.CancellationToken);
}
