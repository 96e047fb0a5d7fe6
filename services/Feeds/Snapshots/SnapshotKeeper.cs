using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Syndication.Feeds.Categories;
using Syndication.Feeds.Documents;
using Syndication.Feeds.Entries;
using Syndication.Hosting.Publication;
using Syndication.Hosting.Storage;

namespace Syndication.Feeds.Snapshots;

/// <summary>
/// Keeps the documents on disk, behind the readers' backs, so that a start without the store serves them as last known.
/// </summary>
internal sealed partial class SnapshotKeeper(
    DataDirectory data,
    DocumentCache cache,
    CategoryShelf shelf,
    StoreView view,
    FeedDesk desk,
    IOptions<PublicationOptions> publication,
    IReadOnlyList<CategorySetting> configured,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<SnapshotKeeper> logger
) : BackgroundService
{
    private const long MostBytes = 64L << 20;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private readonly string _path = data.PathOf("feeds-snapshot");
    private readonly string _fingerprint = Fingerprint(publication.Value, configured, configuration["urls"]);
    private readonly Lock _writing = new();
    private long _saved;

    /// <summary>Reads it before the first request comes.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Restore();
        _saved = cache.Changes;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Save();
    }

    /// <summary>Writes it, where something has changed since it was written last.</summary>
    public void Save()
    {
        // A host may stop its services from two sides.
        lock (_writing)
            SaveChanges();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Save();
    }

    private void SaveChanges()
    {
        var changes = cache.Changes;
        // What was never confirmed in this process's life came from the snapshot itself.
        if (changes == _saved || view.ConfirmedAt is not { } confirmedAt)
            return;
        try
        {
            SnapshotFile.Write(
                _path,
                new(_fingerprint, confirmedAt, shelf.Book.Told, cache.Latest()),
                MostBytes
            );
            _saved = changes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            SnapshotNotWritten(e);
        }
    }

    private void Restore()
    {
        if (!File.Exists(_path))
            return;
        try
        {
            var contents = SnapshotFile.Read(_path, MostBytes);
            // Other words or addresses would be served than are configured.
            if (contents.Fingerprint != _fingerprint)
                return;
            shelf.Restore(contents.Categories);
            desk.KeptSince = contents.ConfirmedAt;
            // The last used is put last, as it was.
            foreach (var (key, document) in contents.Documents.Reverse())
                cache.Put(key, document);
            SnapshotRead(contents.Documents.Count, contents.ConfirmedAt);
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or InvalidDataException
                        or JsonException
                        or FormatException
            )
        {
            SnapshotNotRead(e);
        }
    }

    private static string Fingerprint(
        PublicationOptions publication,
        IReadOnlyList<CategorySetting> categories,
        string? urls
    ) =>
        Convert.ToHexString(
            SHA256.HashData(
                JsonSerializer.SerializeToUtf8Bytes(
                    new
                    {
                        publication,
                        categories,
                        urls,
                    }
                )
            )
        );

    [LoggerMessage(LogLevel.Information, "{Documents} documents are at hand as they were at {ConfirmedAt}")]
    private partial void SnapshotRead(int documents, DateTimeOffset confirmedAt);

    [LoggerMessage(LogLevel.Warning, "The snapshot of the feeds cannot be read, and is passed over")]
    private partial void SnapshotNotRead(Exception fault);

    [LoggerMessage(LogLevel.Warning, "The snapshot of the feeds cannot be written; it is tried again")]
    private partial void SnapshotNotWritten(Exception fault);
}
