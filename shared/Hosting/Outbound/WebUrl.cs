namespace Syndication.Hosting.Outbound;

/// <summary>Which addresses may be called at all, before anybody asks where they lead.</summary>
public static class WebUrl
{
    // A Bengali letter is nine characters of a percent-encoded URL.
    private const int Longest = 8192;

    /// <summary>What is wrong with <paramref name="url"/> in a sentence; null if nothing is.</summary>
    internal static string? Fault(Uri url)
    {
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            return "Only http and https addresses are called.";
        // Whoever logs or shows the address would tell the password.
        if (url.UserInfo.Length > 0)
            return "An address with a user name in it is not called.";
        if (url.OriginalString.Length > Longest)
            return $"An address of more than {Longest} characters is not called.";
        return HasHost(url) ? null : "The address names no host that can exist.";
    }

    internal static bool SameOrigin(Uri one, Uri other) =>
        Uri.Compare(
            one,
            other,
            UriComponents.SchemeAndServer | UriComponents.StrongPort,
            UriFormat.UriEscaped,
            StringComparison.OrdinalIgnoreCase
        ) == 0;

    /// <summary>
    /// True where an absolute address names a host; one that cannot be written in ASCII shows itself only when asked for (RFC
    /// 5891 §4.4).
    /// </summary>
    public static bool HasHost(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        try
        {
            return url.IdnHost.Length > 0;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }
}
