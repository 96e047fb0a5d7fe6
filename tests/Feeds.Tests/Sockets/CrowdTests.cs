using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Feeds.Sockets;
using Syndication.Hosting;

namespace Syndication.Feeds.Tests.Sockets;

/// <summary>Many knock within a moment, before the first who find no room are gone.</summary>
public sealed class CrowdTests
{
    private const int Room = 4;
    private const int Taken = Room + SocketTransport.MostLeaving;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_are_taken_in_than_the_process_has_files_for()
    {
        await using var host = await FeedsHost.ReadyAsync();
        using var transport = ActivatorUtilities.CreateInstance<SocketTransport>(
            host.Services,
            new ConnectionRoom(Room)
        );
        await using var listener = await transport.BindAsync(new IPEndPoint(IPAddress.Loopback, 0), Ct);
        var crowd = new List<Socket>();
        for (var i = 0; i <= Taken; i++)
        {
            crowd.Add(new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            await crowd[i].ConnectAsync(listener.EndPoint, Ct);
        }
        var inside = new List<ConnectionContext>();
        for (var i = 0; i < Taken; i++)
            inside.Add((await listener.AcceptAsync(Ct))!);

        // They are connected, so the next would be there at once.
        var next = listener.AcceptAsync(Ct).AsTask();
        Assert.False(next.IsCompleted);
        await inside[0].DisposeAsync();
        await using var last = await next;

        Assert.NotNull(last);
        foreach (var one in inside)
            await one.DisposeAsync();
        crowd.ForEach(c => c.Dispose());
    }

    [Fact]
    public async Task Who_closes_the_door_does_not_wait_for_the_crowd()
    {
        await using var host = await FeedsHost.ReadyAsync();
        using var transport = ActivatorUtilities.CreateInstance<SocketTransport>(
            host.Services,
            new ConnectionRoom(-SocketTransport.MostLeaving)
        );
        var listener = await transport.BindAsync(new IPEndPoint(IPAddress.Loopback, 0), Ct);
        var next = listener.AcceptAsync(Ct).AsTask();
        Assert.False(next.IsCompleted);

        await listener.UnbindAsync(Ct);

        Assert.Null(await next);
    }
}
