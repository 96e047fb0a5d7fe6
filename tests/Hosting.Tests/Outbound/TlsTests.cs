using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Syndication.Hosting.Outbound;

namespace Syndication.Hosting.Tests.Outbound;

public sealed class TlsTests : IAsyncLifetime
{
    private readonly X509Certificate2 _certificate = Certificate();
    private WebApplication _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Uri Url =>
        new(
            _server
                .Services.GetRequiredService<IServer>()
                .Features.Get<IServerAddressesFeature>()!
                .Addresses.First()
        );

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(_certificate)));
        _server = builder.Build();
        _server.Run(context => context.Response.WriteAsync(context.Request.Protocol, context.RequestAborted));
        await _server.StartAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_ends_the_call()
    {
        using var http = Caller.Open();

        var reason = await http.FailAsync<OutboundOutcome.Unreachable>(new(Url));

        Assert.Contains("certificate", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_tls_http_2_is_spoken_by_the_checked_connection()
    {
        var tls = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                certificate!.GetCertHashString(HashAlgorithmName.SHA256)
                == _certificate.GetCertHashString(HashAlgorithmName.SHA256),
        };
        using var http = Caller.Open(tls: tls);

        var answer = await http.AnswerAsync(new(Url));

        Assert.Equal("HTTP/2"u8.ToArray(), answer.Body.ToArray());
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
