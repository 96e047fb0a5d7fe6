using MassTransit;
using Syndication.Contracts;

namespace Syndication.Ingest.Timeline;

/// <summary>Queue <c>note-step</c>.</summary>
internal sealed class NoteStepConsumer(TimelineWriter timeline) : IConsumer<ArticleSteps>
{
    public Task Consume(ConsumeContext<ArticleSteps> context)
    {
        foreach (var step in context.Message.Steps)
            timeline.Note(step);
        return Task.CompletedTask;
    }
}
