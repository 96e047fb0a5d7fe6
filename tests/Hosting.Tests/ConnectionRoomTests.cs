using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Testing;

namespace Syndication.Hosting.Tests;

/// <summary>How many may be connected at once, wherever they come in.</summary>
public sealed class ConnectionRoomTests : HouseTest
{
    private const int Most = 6;

    [Theory]
    [InlineData(null, 20_000)]
    [InlineData(1_048_064L, 20_000)]
    [InlineData(512L, 384)]
    [InlineData(16L, 12)]
    [InlineData(1L, 1)]
    public void Those_who_stay_leave_a_quarter_to_those_who_come_for_a_moment(long? most, int staying) =>
        Assert.Equal(staying, new ConnectionRoom(most).MostStaying(20_000));

    [Fact]
    public async Task Two_addresses_have_one_room_and_who_goes_makes_room_again()
    {
        WebApplication? house = null;
        await RunAsync(
            builder => builder.Services.AddSingleton(new ConnectionRoom(Most)),
            app => house = app,
            async _ =>
            {
                var ports = house!
                    .Services.GetRequiredService<IServer>()
                    .Features.Get<IServerAddressesFeature>()!
                    .Addresses.Select(a => new Uri(a).Port)
                    .ToList();
                Assert.Equal(2, ports.Distinct().Count());
                var crowd = new List<Socket>();
                for (var i = 0; i < 2 * Most; i++)
                    crowd.Add(new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));

                var answered = await Task.WhenAll(
                    crowd.Select((socket, i) => IsAnsweredAsync(socket, ports[i % 2]))
                );

                Assert.Equal(Most, answered.Count(a => a));
                crowd.ForEach(c => c.Dispose());
                await Waiting.UntilAsync(
                    async () =>
                    {
                        using var late = new Socket(SocketType.Stream, ProtocolType.Tcp);
                        return await IsAnsweredAsync(late, ports[1]);
                    },
                    TimeSpan.FromSeconds(20),
                    "room again",
                    Ct
                );
            },
            "--urls",
            "http://127.0.0.1:0;http://127.0.0.1:0"
        );
    }

    private static async Task<bool> IsAnsweredAsync(Socket socket, int port)
    {
        try
        {
            // Whoever is hung up on may hear it while still connecting.
            await socket.ConnectAsync(IPAddress.Loopback, port, Ct);
            await socket.SendAsync("GET /health/live HTTP/1.1\r\nHost: house\r\n\r\n"u8.ToArray(), Ct);
            return await socket.ReceiveAsync(new byte[64], Ct) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
