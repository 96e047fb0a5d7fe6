using Microsoft.Extensions.DependencyInjection.Extensions;
using Syndication.Hosting;

namespace Syndication.Notifier.Deliveries;

/// <summary>From one alert to everybody whom it concerns.</summary>
internal static class DeliveryService
{
    public static void AddDeliveries(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<DeliveryOptions>("Deliveries");
        builder.Services.TryAddSingleton<DispatchSignal>();
        builder
            .Services.AddSingleton<AlertWords>()
            .AddSingleton<AlertBook>()
            .AddSingleton<KnownPushHosts>()
            .AddSingleton<FlashWatch>()
            .AddSingleton<Gates>()
            .AddSingleton<Deliverer>()
            .AddSingleton<BatchTelling>()
            .AddSingleton<DeliveryFigures>()
            .AddSingleton<Ledger>()
            .AddSingleton<BatchRuns>();
        // Stopped in the opposite order: what is under way ends before the ledger does.
        builder
            .Services.AddHostedService(services => services.GetRequiredService<Ledger>())
            .AddHostedService(services => services.GetRequiredService<BatchRuns>())
            .AddHostedService<LeaseWatch>()
            .AddHostedService<DueRuns>()
            .AddHostedService<Planner>();
        builder.Services.AddHealthChecks().AddCheck<DeliveriesHealth>("deliveries");
    }
}
