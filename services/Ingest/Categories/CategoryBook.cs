using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Hosting.Publication;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Categories;

/// <summary>The categories of this publication: as configured, and over that as changed at run time.</summary>
internal sealed partial class CategoryBook(
    IReadOnlyList<CategorySetting> configured,
    IDbContextFactory<IngestDbContext> contexts,
    TimeProvider time,
    ILogger<CategoryBook> logger
) : BackgroundService
{
    // Another instance may have changed them.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private volatile CategoryPolicy _policy = new(configured.Select(FromSetting));

    public CategoryPolicy Policy => _policy;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // No article is judged before the first look.
        await ReloadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Reads again what was changed at run time.</summary>
    public async Task ReloadAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var bySlug = configured.Select(FromSetting).ToDictionary(c => c.Slug, StringComparer.Ordinal);
        await foreach (var row in db.Categories.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
            bySlug[row.Slug] = row.ToCategory();
        _policy = new(bySlug.Values);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ReloadAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                CategoriesNotRead(fault);
            }
        }
    }

    private static Category FromSetting(CategorySetting setting) =>
        new(
            setting.Slug,
            setting.Name,
            setting.Aliases,
            setting.IsBlocked ? CategoryState.Blocked : CategoryState.Allowed,
            Version: 0
        );

    [LoggerMessage(LogLevel.Warning, "Categories could not be read; those known stay in force")]
    private partial void CategoriesNotRead(Exception fault);
}
