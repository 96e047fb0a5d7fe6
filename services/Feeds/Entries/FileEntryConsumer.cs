using MassTransit;
using Syndication.Contracts;

namespace Syndication.Feeds.Entries;

/// <summary>Queue <c>file-entry</c>.</summary>
internal sealed class FileEntryConsumer(EntryFiler filer)
    : IConsumer<ArticlePublished>,
        IConsumer<ArticleRevised>,
        IConsumer<ArticleRetracted>,
        IConsumer<CategoryDefined>,
        IConsumer<RebuildFinished>
{
    public Task Consume(ConsumeContext<ArticlePublished> context) =>
        filer.FileAsync(context.Message.Article, context.Message.Replay, context.CancellationToken);

    public Task Consume(ConsumeContext<ArticleRevised> context) =>
        filer.FileAsync(context.Message.Article, replay: false, context.CancellationToken);

    public Task Consume(ConsumeContext<ArticleRetracted> context) =>
        filer.RetractAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<CategoryDefined> context) =>
        filer.DefineAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<RebuildFinished> context) =>
        filer.FinishRebuildAsync(context.Message, context.CancellationToken);
}
