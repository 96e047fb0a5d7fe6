using MassTransit;
using Syndication.Contracts;

namespace Syndication.Ingest.Rebuild;

/// <summary>Queue <c>replay-articles</c>.</summary>
internal sealed class ReplayArticlesConsumer(Replayer replayer) : IConsumer<RebuildRequested>
{
    public Task Consume(ConsumeContext<RebuildRequested> context) =>
        replayer.ReplayAsync(context.Message.RebuildId, context.CancellationToken);
}
