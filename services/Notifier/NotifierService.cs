using MassTransit;
using Syndication.Contracts;
using Syndication.Hosting.Bus;
using Syndication.Hosting.Storage;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Pages;
using Syndication.Notifier.Promises;
using Syndication.Notifier.Store;
using Syndication.Notifier.Streams;
using Syndication.Notifier.Subscriptions;
using Syndication.Notifier.Webhooks;
using Syndication.Notifier.WebPush;
using Syndication.Notifier.WebSub;

namespace Syndication.Notifier;

/// <summary>Everything that leaves towards a subscriber, as one thing a host can add.</summary>
public static class NotifierService
{
    /// <summary>Registers the service; its consumers are added to the host's one bus apart.</summary>
    public static void AddNotifier(this IHostApplicationBuilder builder)
    {
        builder.AddDatabase<NotifierDbContext, SqliteNotifierDbContext, PostgresNotifierDbContext>(
            "notifier"
        );
        builder.AddNotices<ArticleStep>(steps => new ArticleSteps(steps));
        builder.Services.AddSingleton<UnitOfWork>();
        builder.AddAlerts();
        builder.AddStreams();
        builder.AddWebPush();
        builder.AddDeliveries();
        builder.AddPromises();
        builder.AddSubscriptions();
        builder.AddTaps();
        builder.AddPages();
        builder.AddHub();
        builder.AddWebhooks();
    }

    /// <summary>Maps every address of the service.</summary>
    public static void MapNotifier(this IEndpointRouteBuilder app)
    {
        app.MapAlerts();
        app.MapStreams();
        app.MapWebPush();
        app.MapSubscriptions();
        app.MapTaps();
        app.MapPages();
        app.MapHub();
        app.MapWebhooks();
    }

    /// <summary>Adds the consumers; a queue is named after the deed, not after a class.</summary>
    public static void AddConsumers(IRegistrationConfigurator bus)
    {
        bus.AddConsumer<RaiseAlertConsumer>().Endpoint(endpoint => endpoint.Name = "raise-alert");
        bus.AddConsumer<DeliverBatchConsumer>().Endpoint(endpoint => endpoint.Name = "deliver-batch");
        bus.AddConsumer<DeliverFlashConsumer>().Endpoint(endpoint => endpoint.Name = "deliver-flash");
        bus.AddConsumer<DistributeFeedConsumer>().Endpoint(endpoint => endpoint.Name = "distribute-feed");
        bus.AddConsumer<LearnCategoryConsumer>().Endpoint(endpoint => endpoint.Name = "learn-category");
    }
}
