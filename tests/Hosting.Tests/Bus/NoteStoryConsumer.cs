using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Syndication.Hosting.Bus;
using static SQLitePCL.raw;

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
        // As EF tells of a SQLite that somebody else is writing to.
        if (context.Message.Title == "ব্যস্ত" && Interlocked.Decrement(ref Outages) >= 0)
            throw new DbUpdateException(
                "not written",
                new SqliteException("database is locked", SQLITE_BUSY)
            );
        notes.Enqueue(context.Message.Title);
        return Task.CompletedTask;
    }
}
