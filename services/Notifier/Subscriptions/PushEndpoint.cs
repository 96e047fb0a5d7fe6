using System.Diagnostics.CodeAnalysis;
using System.Net;
using Syndication.Hosting.Outbound;

namespace Syndication.Notifier.Subscriptions;

/// <summary>
/// A reader's address at a push service, as far as it can be judged before anybody dials it; whoever dials looks at the
/// address that the name leads to, each time.
/// </summary>
/// <param name="Url">Absolute; whoever has it can push.</param>
/// <param name="Origin">Scheme, host and port, lower case, without a default port.</param>
/// <param name="Host">In ASCII.</param>
internal sealed record PushEndpoint(string Url, string Origin, string Host)
{
    private const int Longest = 2048;

    // RFC 6761 §6.3, RFC 6762 §3, RFC 8375, RFC 9476 §2, and what networks use at home.
    private static readonly string[] PrivateNames =
    [
        "localhost",
        "local",
        "home.arpa",
        "internal",
        "intranet",
        "lan",
        "home",
        "corp",
        "alt",
        "onion",
        "invalid",
        "test",
    ];

    public static bool TryParse(
        string text,
        bool anywhere,
        [NotNullWhen(true)] out PushEndpoint? endpoint,
        [NotNullWhen(false)] out string? fault
    )
    {
        endpoint = null;
        fault = Shape(text, anywhere, out var url);
        if (fault is not null)
            return false;
        var host = url!.IdnHost.TrimEnd('.').ToLowerInvariant();
        fault = anywhere ? null : Place(url, host);
        if (fault is not null)
            return false;
        endpoint = new(url.AbsoluteUri, url.GetLeftPart(UriPartial.Authority).ToLowerInvariant(), host);
        return true;
    }

    private static string? Shape(string text, bool anywhere, out Uri? url)
    {
        url = null;
        if (text.Length is 0 or > Longest)
            return $"It has 1 to {Longest} characters.";
        // What Uri would trim or escape is no address that a browser gives.
        if (text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '\\'))
            return "It has characters that no address has.";
        if (!Uri.TryCreate(text, UriKind.Absolute, out url) || !WebUrl.HasHost(url))
            return "It is no absolute address.";
        if (url.Scheme != Uri.UriSchemeHttps && !(anywhere && url.Scheme == Uri.UriSchemeHttp))
            return "It is no https address.";
        if (url.UserInfo.Length > 0 || text.Contains('#', StringComparison.Ordinal))
            return "It has a user name or a fragment.";
        // A name with a dot behind it would be an origin of its own, with limits of its own.
        if (!anywhere && (url.Host.EndsWith('.') || url.HostNameType is not UriHostNameType.Dns))
            return "It names no push service.";
        if (!anywhere && !url.IsDefaultPort)
            return "Push services are at the default port.";
        return url.AbsoluteUri.Length > Longest ? $"It has more than {Longest} characters." : null;
    }

    private static string? Place(Uri url, string host)
    {
        const string Private = "It lies in private space.";
        if (url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
            return IPAddress.TryParse(host.Trim('[', ']'), out var address) && PublicSpace.Holds(address)
                ? null
                : Private;
        // A name of one word is somebody's own machine.
        if (!host.Contains('.', StringComparison.Ordinal))
            return Private;
        return PrivateNames.Any(n => host.EndsWith($".{n}", StringComparison.Ordinal)) ? Private : null;
    }
}
