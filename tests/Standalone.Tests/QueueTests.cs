using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Feeds;
using Syndication.Ingest;
using Syndication.Notifier;

namespace Syndication.Standalone.Tests;

/// <summary>Two services on one queue would take each other's messages; a renamed queue leaves the old one full.</summary>
public sealed class QueueTests
{
    [Fact]
    public async Task Every_service_has_queues_of_its_own_named_for_the_deed()
    {
        var queues = new List<string>();
        foreach (
            var add in (Action<IRegistrationConfigurator>[])
                [IngestService.AddConsumers, FeedsService.AddConsumers, NotifierService.AddConsumers]
        )
            queues.AddRange(await QueuesAsync(add));

        Assert.Equal(
            [
                "deliver-batch",
                "deliver-flash",
                "distribute-feed",
                "file-entry",
                "learn-category",
                "note-step",
                "raise-alert",
                "replay-articles",
                "tell-standing",
            ],
            queues.Order(StringComparer.Ordinal)
        );
    }

    private static async Task<List<string>> QueuesAsync(Action<IRegistrationConfigurator> add)
    {
        var queues = new List<string>();
        var services = new ServiceCollection();
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.SetKebabCaseEndpointNameFormatter();
            add(bus);
            bus.AddConfigureEndpointsCallback((_, name, _) => queues.Add(name));
            bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
        });
        services.AddLogging();
        await using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IBus>();
        return queues;
    }
}
