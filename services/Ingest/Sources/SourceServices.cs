using Syndication.Hosting;
using Syndication.Ingest.WordPress;

namespace Syndication.Ingest.Sources;

/// <summary>What keeps and polls sources.</summary>
internal static class SourceServices
{
    public static void AddSources(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<PollingOptions>("Polling");
        builder
            .Services.AddSingleton<SourceParser>()
            .AddSingleton<SourceReader>()
            .AddSingleton<SourceCall>()
            .AddSingleton<ISourceFetcher, FeedFetcher>()
            .AddSingleton<ISourceFetcher, PageFetcher>()
            .AddSingleton<ISourceFetcher, WordPressFetcher>()
            .AddSingleton<WordPressReader>()
            .AddSingleton<HostPacer>()
            .AddSingleton<SeenEntries>()
            .AddSingleton<SourceIntake>()
            .AddSingleton<SourcePoller>()
            .AddSingleton<PollClaims>()
            .AddSingleton<PollBell>();
        // Stopped before the queue that it writes into.
        builder.Services.AddHostedService<SourceClock>();
    }
}
