using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Hosting.Bus;
using Syndication.Hosting.Publication;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Subscriptions;

/// <summary>Knows the topics: learns them from the bus, keeps them in the database, and looks there every few seconds.</summary>
internal sealed class TopicBook(IReadOnlyList<CategorySetting> configured, UnitOfWork work, TimeProvider time)
{
    // Another instance may have heard of a change.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private static readonly Guid Lock = new("0198a1b0-0000-7000-8000-63617465676f");
    private volatile Snapshot? _seen;

    public async ValueTask<Topics> CurrentAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (_seen is { } seen && now - seen.At < Fresh)
            return seen.Topics;
        try
        {
            var told = await work.ReadAsync(db => db.Categories.AsNoTracking().ToListAsync(ct), ct);
            return (_seen = new(new(configured, told), now)).Topics;
        }
        catch (OutageException) when (_seen is not null)
        {
            return _seen.Topics;
        }
    }

    /// <summary>Takes what was told, in any order and any number of times.</summary>
    public async Task LearnAsync(CategoryDefined told, CancellationToken ct)
    {
        await work.DoAsync(
            Lock,
            async db =>
            {
                var isBlocked = told.State == CategoryState.Blocked;
                if (await db.Categories.SingleOrDefaultAsync(c => c.Slug == told.Slug, ct) is not { } known)
                {
                    known = new()
                    {
                        Slug = told.Slug,
                        Name = told.Name,
                        Aliases = [.. told.Aliases],
                        IsBlocked = isBlocked,
                        Version = told.Version,
                    };
                    db.Categories.Add(known);
                }
                else if (told.Version > known.Version || (told.Version == 0 && known.Version == 0))
                {
                    (known.Name, known.IsBlocked) = (told.Name, isBlocked);
                    (known.Aliases, known.Version) = ([.. told.Aliases], told.Version);
                }
                return known;
            },
            ct
        );
        _seen = null;
    }

    private sealed record Snapshot(Topics Topics, DateTimeOffset At);
}
