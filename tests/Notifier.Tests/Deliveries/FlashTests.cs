using System.Diagnostics;
using Syndication.Contracts;
using Syndication.Notifier.Deliveries;
using Syndication.Testing;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>A flash while something else goes out to as many. Alone in its process: what others do would count.</summary>
[CollectionDefinition(nameof(FlashTests), DisableParallelization = true)]
[Collection(nameof(FlashTests))]
public sealed class FlashTests(ITestOutputHelper output)
{
    // As many as a measurement asks for.
    private static readonly int Readers = int.Parse(
        Environment.GetEnvironmentVariable("SYNDICATION_FLASH_READERS") ?? "12000",
        System.Globalization.CultureInfo.InvariantCulture
    );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flash_overtakes_what_is_under_way()
    {
        await using var fan = new Fan("sqlite");
        var (bulk, flash, first) = (0, 0, 0L);
        fan.Channel.Answer = async (_, message, ct) =>
        {
            if (message.Level == BreakingLevel.Flash)
                Interlocked.CompareExchange(ref first, Stopwatch.GetTimestamp(), 0);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
            Interlocked.Increment(ref message.Level == BreakingLevel.Flash ? ref flash : ref bulk);
            return DeliveryOutcome.Delivered;
        };
        await fan.AddReadersAsync(Readers);
        await fan.SendAsync();
        await UntilAsync(() => Volatile.Read(ref bulk) >= Readers / 8, "the other to be under way");

        var from = Stopwatch.GetTimestamp();
        var before = Volatile.Read(ref bulk);
        await fan.SendAsync(BreakingLevel.Flash);
        await UntilAsync(() => Volatile.Read(ref flash) >= Readers / 2, "half of the flash");
        var meanwhile = Volatile.Read(ref bulk) - before;

        output.WriteLine(
            $"first flash after {Stopwatch.GetElapsedTime(from, first).TotalMilliseconds:F0} ms; "
                + $"{flash} flash against {meanwhile} others in {Stopwatch.GetElapsedTime(from).TotalSeconds:F1} s"
        );
        Assert.InRange(meanwhile, 0, Readers / 2);
        await UntilAsync(() => Volatile.Read(ref flash) == Readers, "all of the flash");
        await UntilAsync(() => Volatile.Read(ref bulk) == Readers, "all of the other");
    }

    private static Task UntilAsync(Func<bool> condition, string what) =>
        Waiting.UntilAsync(condition, TimeSpan.FromSeconds(90), what, Ct);
}
