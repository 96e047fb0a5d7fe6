using System.Diagnostics.CodeAnalysis;
using System.Net;
using Syndication.Hosting.Outbound;

namespace Syndication.Notifier.Callbacks;

/// <summary>
/// Where a subscriber wants to be called, as far as that can be judged before anybody dials it; whoever dials looks at the
/// address that the name leads to, each time.
/// </summary>
/// <param name="Url">As it was sent.</param>
/// <param name="Origin">Scheme, host and port, lower case, without a default port.</param>
internal sealed record Callback(string Url, string Origin)
{
    private const int Longest = 2048;

    /// <param name="text">What was sent.</param>
    /// <param name="anywhere">Private space is allowed.</param>
    /// <param name="callback">Of a good one.</param>
    /// <param name="fault">What is wrong, to be said after the parameter's name.</param>
    public static bool TryParse(
        string text,
        bool anywhere,
        [NotNullWhen(true)] out Callback? callback,
        [NotNullWhen(false)] out string? fault
    )
    {
        callback = null;
        fault = Fault(text, anywhere, out var url);
        if (fault is not null)
            return false;
        callback = new(text, url!.GetLeftPart(UriPartial.Authority).ToLowerInvariant());
        return true;
    }

    private static string? Fault(string text, bool anywhere, out Uri? url)
    {
        url = null;
        if (text.Length > Longest)
            return $"is longer than {Longest} characters";
        // What Uri would trim or turn round would be another address than the one that was sent.
        if (text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '\\'))
            return "has characters that no address has";
        if (!Uri.TryCreate(text, UriKind.Absolute, out url) || !IsWeb(url) || !WebUrl.HasHost(url))
            return "is no absolute http or https address";
        if (url.UserInfo.Length > 0)
            return "has a user name in it";
        if (text.Contains('#', StringComparison.Ordinal))
            return "has a fragment";
        return !anywhere && IsPrivate(url) ? "lies in private space" : null;
    }

    private static bool IsWeb(Uri url) => url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;

    private static bool IsPrivate(Uri url) =>
        IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var address)
            ? !PublicSpace.Holds(address)
            : url.IsLoopback || !url.IdnHost.Contains('.', StringComparison.Ordinal);
}
