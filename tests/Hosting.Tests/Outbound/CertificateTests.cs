using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Syndication.Hosting.Outbound;

namespace Syndication.Hosting.Tests.Outbound;

/// <summary>A certificate is the first thing that a stranger says, and it may be full of addresses.</summary>
public sealed class CertificateTests : IDisposable
{
    private readonly TcpListener _inside = new(IPAddress.Loopback, 0);
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public CertificateTests()
    {
        _inside.Start();
        _server.Start();
    }

    public void Dispose()
    {
        _inside.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task No_address_in_a_certificate_is_called()
    {
        using var certificate = Certificate($"http://{_inside.LocalEndpoint}/issuer.cer");
        var served = ServeAsync(certificate);
        using var http = Caller.Open();

        var reason = await http.FailAsync<OutboundOutcome.Unreachable>(
            new(new($"https://{_server.LocalEndpoint}/"))
        );

        Assert.Contains("certificate", reason, StringComparison.Ordinal);
        Assert.False(_inside.Pending());
        await served;
    }

    private async Task ServeAsync(X509Certificate2 certificate)
    {
        using var client = await _server.AcceptTcpClientAsync(Ct);
        await using var tls = new SslStream(client.GetStream());
        var options = new SslServerAuthenticationOptions
        {
            // Offline: it is not this side that may look for the issuer.
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true),
        };
        try
        {
            await tls.AuthenticateAsServerAsync(options, Ct);
            // With TLS 1.3 this side is done before the other has looked at the certificate.
            _ = await tls.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, Ct);
        }
        catch (Exception gone)
            when (gone is IOException or System.Security.Authentication.AuthenticationException)
        {
            // As is due.
        }
    }

    /// <summary>Of an issuer that nobody knows, and that is said to be found at an address.</summary>
    private static X509Certificate2 Certificate(string issuerAt)
    {
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var issuer = new CertificateRequest("CN=issuer.khobor.example", issuerKey, HashAlgorithmName.SHA256);
        issuer.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [issuerAt]));
        var now = TimeProvider.System.GetUtcNow();
        using var parent = issuer.CreateSelfSigned(now.AddDays(-2), now.AddDays(2));
        using var signed = request.Create(parent, now.AddDays(-1), now.AddDays(1), [1, 2, 3]);
        return signed.CopyWithPrivateKey(key);
    }
}
