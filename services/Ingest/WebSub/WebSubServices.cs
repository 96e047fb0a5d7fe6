namespace Syndication.Ingest.WebSub;

/// <summary>What subscribes to hubs, and hears them.</summary>
internal static class WebSubServices
{
    public static void AddWebSub(this IHostApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<CallbackGate>()
            .AddSingleton<SubscriptionReader>()
            .AddSingleton<IntentCheck>()
            .AddSingleton<PushReceiver>()
            .AddSingleton<HubCaller>()
            .AddSingleton<HubFarewell>();
        // Stopped before the queue that they write into.
        builder
            .Services.AddHostedService(p => p.GetRequiredService<HubFarewell>())
            .AddHostedService<HubClock>();
    }
}
