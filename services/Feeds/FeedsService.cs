using MassTransit;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Syndication.Contracts;
using Syndication.Feeds.Categories;
using Syndication.Feeds.Changes;
using Syndication.Feeds.Directories;
using Syndication.Feeds.Documents;
using Syndication.Feeds.Entries;
using Syndication.Feeds.Partners;
using Syndication.Feeds.Readers;
using Syndication.Feeds.Rebuilds;
using Syndication.Feeds.Snapshots;
using Syndication.Feeds.Sockets;
using Syndication.Hosting;
using Syndication.Hosting.Bus;

namespace Syndication.Feeds;

/// <summary>The feeds of the publication: a projection of its articles that can be thrown away, and its serving.</summary>
public static class FeedsService
{
    /// <summary>Adds the service; <c>Cache</c> says where the projection is kept.</summary>
    /// <exception cref="Hosting.SettingException"><c>Cache</c> is impossible.</exception>
    public static void AddFeeds(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<FeedsOptions>("Feeds");
        builder.Services.Configure<SocketTransportOptions>(Quicken);
        builder.Services.AddSingleton<SocketTransport>();
        builder.Services.AddSingleton<IConnectionListenerFactory>(services =>
            services.GetRequiredService<SocketTransport>()
        );
        builder.AddEntryStore();
        builder.Services.AddSingleton<StoreView>();
        builder.AddNotices<ArticleStep>(steps => new ArticleSteps(steps));
        builder.Services.AddSingleton<FilingSteps>();
        builder.Services.AddSingleton<EntryFiler>();
        builder.Services.AddSingleton<CategoryShelf>();
        builder.Services.AddSingleton<RebuildCaller>();
        builder.Services.AddSingleton<MemoryAlarm>();
        builder.Services.AddSingleton<StoreWatcher>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StoreWatcher>());
        builder.Services.AddHostedService<ChangeTeller>();
        builder.AddDocuments();
        builder.AddDirectory();
        builder.AddPartners();
        builder.AddReaders();
        builder.Services.AddSingleton<SnapshotKeeper>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SnapshotKeeper>());
        builder.Services.AddHealthChecks().AddCheck<FeedsHealth>("feeds");
    }

    // An answer from memory costs less than what the server does around it. For where SocketTransport cannot be.
    private static void Quicken(SocketTransportOptions sockets)
    {
        // Whoever finds that a request has come answers it, instead of passing it on to another thread of the same pool.
        sockets.UnsafePreferInlineScheduling = true;
        // One call for a request instead of two; a connection that is idle holds 4 KiB for it.
        sockets.WaitForDataBeforeAllocatingBuffer = false;
    }

    /// <summary>Maps the addresses of the feeds.</summary>
    public static void MapFeeds(this IEndpointRouteBuilder app)
    {
        app.MapDocuments();
        app.MapDirectory();
        app.MapPartners();
        app.MapReaders();
    }

    /// <summary>Adds what the service consumes from the bus: queue <c>file-entry</c>.</summary>
    public static void AddConsumers(IRegistrationConfigurator configurator) =>
        configurator.AddConsumer<FileEntryConsumer>();
}
