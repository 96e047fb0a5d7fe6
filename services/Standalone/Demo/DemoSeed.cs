using Syndication.Hosting;
using Syndication.Hosting.Publication;
using Syndication.Ingest;

namespace Syndication.Standalone.Demo;

/// <summary>Begins an empty newsroom with the demo articles; leaves any other as it is.</summary>
internal sealed partial class DemoSeed(
    IServiceProvider services,
    PublicAddress address,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<DemoSeed> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The articles point to this process: its address must be known.
        await lifetime.StartedAsync(stoppingToken);
        var articles = DemoArticles.Read(time.GetUtcNow(), address.Origin);
        Seeded(await services.SeedAsync(articles, stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "{Count} demo articles published")]
    private partial void Seeded(int count);
}
