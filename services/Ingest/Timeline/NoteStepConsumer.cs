using MassTransit;
using Syndication.Contracts;

namespace Syndication.Ingest.Timeline;

/// <summary>Queue <c>note-step</c>.</summary>
internal sealed class NoteStepConsumer(TimelineWriter timeline) : IConsumer<ArticleStep>
{
    public Task Consume(ConsumeContext<ArticleStep> context)
    {
        timeline.Note(context.Message);
        return Task.CompletedTask;
    }
}
