using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Syndication.Hosting.Publication;

/// <summary>The origin that readers know this publication by, without a trailing slash.</summary>
public sealed class PublicAddress(
    IOptions<PublicationOptions> publication,
    IServer server,
    IHostApplicationLifetime lifetime
)
{
    private string? _origin;

    /// <summary>As configured, else the first address listened on; known once the server has started.</summary>
    public string Origin => _origin ?? Find();

    private string Find()
    {
        if (publication.Value.PublicUrl is { Length: > 0 } configured)
            return _origin = configured.TrimEnd('/');
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (listening is null)
            return "http://localhost:8080";
        var reachable = Reachable(listening);
        // Before that it is what was wished for: a port may be 0, and Kestrel's own settings may name another address.
        return lifetime.ApplicationStarted.IsCancellationRequested ? _origin = reachable : reachable;
    }

    /// <summary>"Every interface" is an address to listen on, not one to call: this machine's own in its place.</summary>
    public static string Reachable(string listening)
    {
        ArgumentNullException.ThrowIfNull(listening);
        return listening
            .TrimEnd('/')
            .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
            .Replace("://[::]", "://localhost", StringComparison.Ordinal)
            .Replace("://+", "://localhost", StringComparison.Ordinal)
            .Replace("://*", "://localhost", StringComparison.Ordinal);
    }
}
