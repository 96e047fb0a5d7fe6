using System.Net.Sockets;
using System.Text;
using Syndication.EndToEnd.Tests.Deployments;
using Syndication.Testing.Deployments;

namespace Syndication.EndToEnd.Tests.Scenarios;

/// <summary>A request that a gateway and a service could read as two.</summary>
public abstract class SmuggledRequestTests(Deployment house)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_that_tells_its_length_twice_is_refused_and_so_is_what_follows()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(house.Origin.Host, house.Origin.Port, Ct);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /api/articles HTTP/1.1\r\nHost: {house.Origin.Authority}\r\n"
                    + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                    + $"GET /feeds/all.rss HTTP/1.1\r\nHost: {house.Origin.Authority}\r\n\r\n"
            ),
            Ct
        );

        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(Ct).WaitAsync(Patience, TimeProvider.System, Ct);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<rss", answer, StringComparison.Ordinal);
    }

    [Collection(Collections.Embedded)]
    public sealed class Embedded(EmbeddedHouse house) : SmuggledRequestTests(house);

    [Collection(Collections.Real)]
    public sealed class Real(RealHouse house) : SmuggledRequestTests(house);
}
