using System.Net.Sockets;

namespace Syndication.Hosting.Outbound;

/// <summary>Says in words of ours what went wrong below: the runtime's are for programmers.</summary>
internal static class OutboundFault
{
    public static OutboundOutcome Of(HttpRequestException fault, Uri url)
    {
        var host = url.IdnHost;
        if (fault.GetBaseException() is RefusedAddressException refused)
            return new OutboundOutcome.Refused(refused.Message);
        if (fault.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
            return new OutboundOutcome.TooLarge(
                $"The header fields of '{host}' are longer than is sensible."
            );
        return new OutboundOutcome.Unreachable(
            fault.GetBaseException() switch
            {
                SocketException socket => About(socket, url),
                _ when fault.HttpRequestError == HttpRequestError.SecureConnectionError =>
                    $"'{host}' has no certificate that can be trusted, or no TLS that is understood.",
                _ => BrokenOff(url),
            }
        );
    }

    public static string BrokenOff(Uri url) =>
        $"'{url.IdnHost}' broke the answer off, or does not speak HTTP as it should.";

    private static string About(SocketException fault, Uri url) =>
        fault.SocketErrorCode switch
        {
            SocketError.HostNotFound or SocketError.NoData => $"The name '{url.IdnHost}' is not known.",
            SocketError.TryAgain => $"The name '{url.IdnHost}' cannot be looked up now.",
            SocketError.ConnectionRefused => $"'{url.IdnHost}' takes no connection at port {url.Port}.",
            SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => BrokenOff(
                url
            ),
            _ => $"'{url.IdnHost}' cannot be reached at port {url.Port}.",
        };
}
