using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Syndication.Hosting.Storage;

namespace Syndication.Hosting.Bus;

/// <summary>One switch, <c>Messaging</c>: <c>embedded</c> or an <c>amqp(s)://</c> URL.</summary>
public static class BusExtensions
{
    private const int Prefetch = 64;
    private const int AtOnce = 16;

    /// <summary>Registers the bus with all consumers of this process. Once per process: MassTransit allows no second.</summary>
    public static void AddBus(
        this IHostApplicationBuilder builder,
        params Action<IRegistrationConfigurator>[] addConsumers
    )
    {
        var setting = builder.Configuration["Messaging"] is { Length: > 0 } set ? set : "embedded";
        if (setting == "embedded")
            AddMediator(builder.Services, addConsumers);
        else if (
            Uri.TryCreate(setting, UriKind.Absolute, out var broker) && broker.Scheme is "amqp" or "amqps"
        )
            AddRabbit(builder.Services, broker!, addConsumers);
        else
            throw new SettingException(
                "Messaging",
                "neither 'embedded' nor an amqp(s)://user:pass@host:port/vhost URL."
            );
    }

    private static void AddMediator(
        IServiceCollection services,
        Action<IRegistrationConfigurator>[] addConsumers
    )
    {
        services.AddMediator(mediator => AddAll(mediator, addConsumers));
        services.AddSingleton<IEventPublisher, MediatorPublisher>();
    }

    private static void AddRabbit(
        IServiceCollection services,
        Uri broker,
        Action<IRegistrationConfigurator>[] addConsumers
    )
    {
        services.AddMassTransit(bus =>
        {
            // MassTransit calls home unless told not to.
            bus.DisableUsageTelemetry();
            bus.SetKebabCaseEndpointNameFormatter();
            AddAll(bus, addConsumers);
            bus.AddConfigureEndpointsCallback(
                (context, _, endpoint) => Durable(endpoint, context.GetRequiredService<BrokerAlarm>())
            );
            bus.ConfigureHealthCheckOptions(health =>
            {
                health.Name = "messaging";
                // Without a broker articles are still taken and feeds still served: late, not broken.
                health.MinimalFailureStatus = HealthStatus.Degraded;
            });
            bus.UsingRabbitMq(
                (context, rabbit) =>
                {
                    rabbit.Host(broker, host => host.PublisherConfirmation = true);
                    rabbit.ConfigureEndpoints(context);
                }
            );
        });
        services.AddSingleton<BrokerAlarm>().AddSingleton<IEventPublisher, RabbitPublisher>();
        services.AddHealthChecks().AddCheck<BrokerAlarmHealth>("broker");
    }

    private static void AddAll(
        IRegistrationConfigurator configurator,
        Action<IRegistrationConfigurator>[] addConsumers
    )
    {
        foreach (var add in addConsumers)
            add(configurator);
    }

    private static void Durable(IReceiveEndpointConfigurator endpoint, BrokerAlarm alarm)
    {
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.SetQuorumQueue();
            rabbit.PrefetchCount = Prefetch;
            rabbit.ConcurrentMessageLimit = AtOnce;
            // MassTransit publishes and consumes over one connection; here is the only place where it shows it.
            rabbit.ConfigureChannel(pipe =>
                pipe.UseExecute(channel => alarm.Watch(channel.ConnectionContext.Connection))
            );
        }
        // A fault in the message goes to the error queue after three tries; a fault of the house is waited out.
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<OutageException>();
            retry.Handle<Exception>(DatabaseOutage.Is);
            // Incremental, not Interval: that one would lay out an array of all its tries.
            retry.Incremental(int.MaxValue, TimeSpan.FromSeconds(1), TimeSpan.Zero);
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Ignore<OutageException>();
            retry.Ignore<Exception>(DatabaseOutage.Is);
            retry.Intervals(100, 500, 2000);
        });
    }
}
