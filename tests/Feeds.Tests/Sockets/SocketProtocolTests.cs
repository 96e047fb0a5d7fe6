using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Syndication.Feeds.Sockets;
using Syndication.Hosting;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Sockets;

/// <summary>What Kestrel puts upon a connection works upon the loops' as well: TLS, HTTP/2 and both together.</summary>
public sealed class SocketProtocolTests : IAsyncLifetime
{
    private const int Streams = 48;
    private static readonly byte[] Long = [.. Enumerable.Range(0, 1 << 20).Select(i => (byte)(i * 31 >> 3))];
    private readonly X509Certificate2 _certificate = Certificate();
    private readonly (int Plain, int Clear, int Tls) _ports = (
        FreePort.Next(),
        FreePort.Next(),
        FreePort.Next()
    );
    private WebApplication _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new ConnectionRoom(null)).AddSingleton<SocketTransport>();
        builder.Services.AddSingleton<IConnectionListenerFactory>(s =>
            s.GetRequiredService<SocketTransport>()
        );
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, _ports.Plain);
            kestrel.Listen(IPAddress.Loopback, _ports.Clear, l => l.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, _ports.Tls, l => l.UseHttps(_certificate));
        });
        _server = builder.Build();
        _server.MapGet("/long", () => Results.Bytes(Long));
        _server.MapPost("/echo", EchoAsync);
        await _server.StartAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    public static TheoryData<string, string> Ways { get; } =
        new()
        {
            { "plain", "1.1" },
            { "clear", "2.0" },
            { "tls", "1.1" },
            { "tls", "2.0" },
        };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Long_bodies_go_out_whole_side_by_side(string way, string version)
    {
        using var reader = Reader(way, version);

        var bodies = await Task.WhenAll(
            Enumerable.Range(0, Streams).Select(_ => reader.GetByteArrayAsync("/long", Ct))
        );

        Assert.All(bodies, b => Assert.True(Long.AsSpan().SequenceEqual(b)));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Long_bodies_come_in_whole(string way, string version)
    {
        using var reader = Reader(way, version);

        var echoes = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async _ =>
                {
                    using var answer = await reader.PostAsync("/echo", new ByteArrayContent(Long), Ct);
                    Assert.Equal(Version.Parse(version), answer.Version);
                    return await answer.Content.ReadAsByteArrayAsync(Ct);
                })
        );

        Assert.All(echoes, e => Assert.True(Long.AsSpan().SequenceEqual(e)));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_reader_that_leaves_in_the_middle_is_forgotten(string way, string version)
    {
        using (var reader = Reader(way, version))
        {
            using var answer = await reader.GetAsync("/long", HttpCompletionOption.ResponseHeadersRead, Ct);
            await using var body = await answer.Content.ReadAsStreamAsync(Ct);
            Assert.True(await body.ReadAsync(new byte[100], Ct) > 0);
        }

        var transport = _server.Services.GetRequiredService<SocketTransport>();
        await FeedsHost.UntilAsync(
            () => Task.FromResult(transport.Connections == 0),
            "nobody should be connected any more"
        );
    }

    // Whole first: this client does not listen before it has told everything.
    private static async Task EchoAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        await context.Response.BodyWriter.WriteAsync(body.ToArray(), context.RequestAborted);
    }

    private HttpClient Reader(string way, string version) =>
        new(
            new SocketsHttpHandler
            {
                UseProxy = false,
                SslOptions = { RemoteCertificateValidationCallback = IsOurs },
            }
        )
        {
            BaseAddress = new(
                way == "tls" ? $"https://127.0.0.1:{_ports.Tls}"
                : way == "clear" ? $"http://127.0.0.1:{_ports.Clear}"
                : $"http://127.0.0.1:{_ports.Plain}"
            ),
            DefaultRequestVersion = Version.Parse(version),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

    private bool IsOurs(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) =>
        shown?.GetCertHashString() == _certificate.GetCertHashString();

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=feeds.khobor.example", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
