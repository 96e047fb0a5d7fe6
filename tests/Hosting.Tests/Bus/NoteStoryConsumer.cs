using System.Collections.Concurrent;
using MassTransit;
using Syndication.Hosting.Bus;

namespace Syndication.Hosting.Tests.Bus;

/// <summary>Queue <c>note-story</c>.</summary>
internal sealed class NoteStoryConsumer(ConcurrentQueue<string> notes) : IConsumer<StoryTold>
{
    public static int Outages;

    public Task Consume(ConsumeContext<StoryTold> context)
    {
        if (context.Message.Title == "বিষ")
            throw new InvalidOperationException("This message cannot be taken.");
        if (context.Message.Title == "বিভ্রাট" && Interlocked.Decrement(ref Outages) >= 0)
            throw new OutageException("The notebook", new TimeoutException("no answer"));
        notes.Enqueue(context.Message.Title);
        return Task.CompletedTask;
    }
}
