using Syndication.Ingest.Sources;

namespace Syndication.Ingest.Tests.Sources;

public sealed class PreviewGateTests
{
    [Fact]
    public async Task A_place_is_given_waited_for_or_denied()
    {
        using var gate = new PreviewGate(underWay: 1, waiting: 1);
        var inside = await gate.EnterAsync(IngestHost.Ct);
        var waiting = gate.EnterAsync(IngestHost.Ct).AsTask();
        using var denied = await gate.EnterAsync(IngestHost.Ct);

        Assert.True(inside.IsAcquired);
        Assert.False(denied.IsAcquired);
        Assert.False(waiting.IsCompleted);
        inside.Dispose();
        using var next = await waiting;
        Assert.True(next.IsAcquired);
    }

    [Fact]
    public async Task Whoever_goes_while_waiting_leaves_the_place_to_another()
    {
        using var gate = new PreviewGate(underWay: 1, waiting: 1);
        using var inside = await gate.EnterAsync(IngestHost.Ct);
        using var end = new CancellationTokenSource();
        var gone = gate.EnterAsync(end.Token).AsTask();
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);

        var next = gate.EnterAsync(IngestHost.Ct).AsTask();

        Assert.False(next.IsCompleted);
        inside.Dispose();
        using var place = await next;
        Assert.True(place.IsAcquired);
    }

    [Theory]
    [InlineData(64, 1)]
    [InlineData(512, 2)]
    [InlineData(1024, 5)]
    [InlineData(24 * 1024, 8)]
    public void There_are_as_many_places_as_there_is_memory_for(long mebibytes, int places) =>
        Assert.Equal(places, PreviewGate.Places(mebibytes << 20));

    [Fact]
    public async Task A_document_that_cannot_be_read_blocks_no_other()
    {
        using var gate = new PreviewGate();
        for (var i = 0; i < 2 * Environment.ProcessorCount + 4; i++)
            await Assert.ThrowsAsync<FormatException>(() =>
                gate.ReadAsync<int>(() => throw new FormatException(), IngestHost.Ct)
            );

        Assert.Equal(7, await gate.ReadAsync(() => 7, IngestHost.Ct));
    }
}
