using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using Syndication.Hosting.Bus;
using Syndication.Testing;
using Syndication.Testing.Servers;

namespace Syndication.Hosting.Tests.Bus;

/// <summary>The bus on a real RabbitMQ.</summary>
public sealed class RabbitBusTests : IAsyncLifetime
{
    private readonly RabbitServer _rabbit = new();
    private readonly ConcurrentQueue<string> _notes = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _rabbit.StartAsync(Ct);

    public ValueTask DisposeAsync() => _rabbit.DisposeAsync();

    [Fact]
    public async Task A_message_that_nobody_is_bound_for_is_an_error_and_reaches_whoever_comes_later()
    {
        using var sender = await StartAsync();
        var publisher = sender.Services.GetRequiredService<IEventPublisher>();
        await UpAsync(publisher);

        await Assert.ThrowsAnyAsync<Exception>(() =>
            publisher.PublishAsync(new StoryTold("এক"), Guid.NewGuid(), Ct)
        );

        using var receiver = await StartAsync(c => c.AddConsumer<NoteStoryConsumer>());
        await Waiting.UntilAsync(
            async () =>
            {
                await publisher.PublishAsync(new StoryTold("এক"), Guid.NewGuid(), Ct);
                return true;
            },
            TimeSpan.FromSeconds(30),
            "a queue that takes it",
            Ct
        );
        await NotedAsync("এক");
        await receiver.StopAsync(Ct);
        await sender.StopAsync(Ct);
    }

    [Fact]
    public async Task Queues_are_quorum_queues_named_for_the_deed_and_poison_leaves_them_while_an_outage_is_waited_out()
    {
        NoteStoryConsumer.Outages = 5;
        using var host = await StartAsync(c => c.AddConsumer<NoteStoryConsumer>());
        var publisher = host.Services.GetRequiredService<IEventPublisher>();
        await UpAsync(publisher);

        foreach (var title in (string[])["বিষ", "বিভ্রাট", "ভালো"])
            await publisher.PublishAsync(new StoryTold(title), Guid.NewGuid(), Ct);
        await NotedAsync("ভালো");
        await NotedAsync("বিভ্রাট");

        var factory = new ConnectionFactory { Uri = new Uri(_rabbit.Url) };
        await using var connection = await factory.CreateConnectionAsync(Ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Ct);
        // Declaring it again as what it is succeeds; as anything else it would be refused.
        var quorum = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };
        await channel.QueueDeclareAsync("note-story", true, false, false, quorum, cancellationToken: Ct);
        await Waiting.UntilAsync(
            async () => await channel.MessageCountAsync("note-story_error", Ct) == 1,
            TimeSpan.FromSeconds(30),
            "the poison in the error queue",
            Ct
        );
        Assert.DoesNotContain("বিষ", _notes);
        await host.StopAsync(Ct);
    }

    [Fact]
    public async Task A_database_that_is_busy_is_waited_for_like_any_outage()
    {
        // More often than a fault of the message would be tried.
        NoteStoryConsumer.Outages = 5;
        using var host = await StartAsync(c => c.AddConsumer<NoteStoryConsumer>());
        var publisher = host.Services.GetRequiredService<IEventPublisher>();
        await UpAsync(publisher);

        await publisher.PublishAsync(new StoryTold("ব্যস্ত"), Guid.NewGuid(), Ct);

        await NotedAsync("ব্যস্ত");
        await host.StopAsync(Ct);
    }

    [Fact]
    public async Task A_broker_short_of_memory_is_told_of_and_left_alone_until_it_takes_again()
    {
        using var host = await StartAsync(c => c.AddConsumer<NoteStoryConsumer>());
        var publisher = host.Services.GetRequiredService<IEventPublisher>();
        await UpAsync(publisher);
        await _rabbit.ControlAsync(Ct, "set_vm_memory_high_watermark", "0");

        // The broker tells a connection that publishes, and only then.
        var hanging = publisher.PublishAsync(new StoryTold("অপেক্ষা"), Guid.NewGuid(), Ct);
        await Waiting.UntilAsync(
            () => !publisher.IsUp,
            TimeSpan.FromSeconds(5),
            "a publisher that knows of the alarm before its patience ends",
            Ct
        );
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Ct);
        Assert.Equal(HealthStatus.Degraded, report.Status);
        Assert.Contains("memory", report.Entries["broker"].Description, StringComparison.Ordinal);

        await _rabbit.ControlAsync(Ct, "set_vm_memory_high_watermark", "0.4");
        await UpAsync(publisher);
        await NotedAsync("অপেক্ষা");
        await Record.ExceptionAsync(() => hanging);
        report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Ct);
        Assert.Equal(HealthStatus.Healthy, report.Entries["broker"].Status);
        await host.StopAsync(Ct);
    }

    private async Task<IHost> StartAsync(params Action<IRegistrationConfigurator>[] consumers)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection([new("Messaging", _rabbit.Url)]);
        builder.Services.AddLogging(l => l.SetMinimumLevel(LogLevel.Critical));
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(_notes);
        builder.AddBus(consumers);
        var host = builder.Build();
        await host.StartAsync(Ct);
        return host;
    }

    private static Task UpAsync(IEventPublisher publisher) =>
        Waiting.UntilAsync(() => publisher.IsUp, TimeSpan.FromSeconds(30), "a bus that is up", Ct);

    private Task NotedAsync(string title) =>
        Waiting.UntilAsync(
            () => _notes.Contains(title),
            TimeSpan.FromSeconds(30),
            $"the note of {title}",
            Ct
        );
}
