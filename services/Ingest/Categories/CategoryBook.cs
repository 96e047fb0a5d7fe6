using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Hosting.Publication;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Categories;

/// <summary>The categories of this publication: as configured, and over that as changed at run time.</summary>
internal sealed class CategoryBook(
    IReadOnlyList<CategorySetting> configured,
    IDbContextFactory<IngestDbContext> contexts
) : IHostedService
{
    private volatile CategoryPolicy _policy = new(configured.Select(FromSetting));

    public CategoryPolicy Policy => _policy;

    public Task StartAsync(CancellationToken cancellationToken) => ReloadAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Reads again what was changed at run time.</summary>
    public async Task ReloadAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var bySlug = configured.Select(FromSetting).ToDictionary(c => c.Slug, StringComparer.Ordinal);
        await foreach (var row in db.Categories.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
            bySlug[row.Slug] = row.ToCategory();
        _policy = new(bySlug.Values);
    }

    private static Category FromSetting(CategorySetting setting) =>
        new(
            setting.Slug,
            setting.Name,
            setting.Aliases,
            setting.IsBlocked ? CategoryState.Blocked : CategoryState.Allowed,
            Version: 0
        );
}
