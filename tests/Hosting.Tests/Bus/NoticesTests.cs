using Microsoft.Extensions.Logging;
using Syndication.Hosting.Bus;
using Syndication.Testing;

namespace Syndication.Hosting.Tests.Bus;

public sealed class NoticesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_notices_go_in_few_messages_and_in_their_order()
    {
        var bus = new Post();
        using var notices = await StartAsync(bus);

        for (var i = 0; i < 600; i++)
            notices.Send(i);
        await ArrivedAsync(bus, 600);

        Assert.Equal(Enumerable.Range(0, 600), bus.Arrived);
        Assert.InRange(bus.Messages, 3, 6);
        await notices.StopAsync(Ct);
    }

    [Fact]
    public async Task While_the_bus_is_down_the_newest_are_kept_and_the_rest_is_counted_and_told_once()
    {
        var bus = new Post { IsUp = false };
        var log = new Journal();
        using var notices = await StartAsync(bus, log);

        const int TooMany = 100;
        for (var i = 0; i < Notices<int>.MostWaiting + TooMany; i++)
            notices.Send(i);
        Assert.Equal(TooMany, notices.Dropped);
        bus.IsUp = true;
        await ArrivedAsync(bus, Notices<int>.MostWaiting);

        Assert.Equal(TooMany, bus.Arrived[0]);
        Assert.Equal(1, log.Warnings);
        await notices.StopAsync(Ct);
    }

    [Fact]
    public async Task A_message_that_the_bus_refuses_once_is_sent_again_with_the_same_id()
    {
        var bus = new Post { Refusals = 1 };
        using var notices = await StartAsync(bus);

        notices.Send(7);
        await ArrivedAsync(bus, 1);

        Assert.Equal([7], bus.Arrived);
        Assert.Equal(2, bus.Ids.Count);
        Assert.Single(bus.Ids.Distinct());
        Assert.Equal(0, notices.Dropped);
        await notices.StopAsync(Ct);
    }

    [Fact]
    public async Task What_came_last_is_sent_before_the_end()
    {
        var bus = new Post();
        using var notices = await StartAsync(bus);

        notices.Send(1);
        await notices.StopAsync(Ct);

        Assert.Equal([1], bus.Arrived);
    }

    private static async Task<Notices<int>> StartAsync(Post bus, Journal? log = null)
    {
        var notices = new Notices<int>(
            all => new Bundle(all),
            bus,
            TimeProvider.System,
            log ?? new Journal()
        );
        await notices.StartAsync(Ct);
        return notices;
    }

    private static Task ArrivedAsync(Post bus, int count) =>
        Waiting.UntilAsync(() => bus.Arrived.Count >= count, Patience, $"{count} notices", Ct);

    private sealed record Bundle(IReadOnlyList<int> All);

    private sealed class Post : IEventPublisher
    {
        private readonly Lock _gate = new();
        private readonly List<int> _arrived = [];

        public bool IsUp { get; set; } = true;
        public int Refusals { get; set; }
        public int Messages { get; private set; }
        public List<Guid> Ids { get; } = [];

        public List<int> Arrived
        {
            get
            {
                lock (_gate)
                    return [.. _arrived];
            }
        }

        public Task PublishAsync(object message, Guid messageId, CancellationToken ct)
        {
            lock (_gate)
            {
                Ids.Add(messageId);
                if (Refusals-- > 0)
                    throw new TimeoutException("The broker does not confirm.");
                Messages++;
                _arrived.AddRange(((Bundle)message).All);
            }
            return Task.CompletedTask;
        }
    }

    private sealed class Journal : ILogger<Notices<int>>
    {
        private int _warnings;

        public int Warnings => _warnings;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (logLevel == LogLevel.Warning)
                Interlocked.Increment(ref _warnings);
        }
    }
}
