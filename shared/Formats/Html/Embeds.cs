namespace Syndication.Formats.Html;

/// <summary>Players that may stand in a frame, by host and path.</summary>
internal static class Embeds
{
    private static readonly (string Host, string Path)[] Players =
    [
        ("www.youtube.com", "/embed/"),
        ("youtube.com", "/embed/"),
        ("www.youtube-nocookie.com", "/embed/"),
        ("youtube-nocookie.com", "/embed/"),
        ("player.vimeo.com", "/video/"),
        ("www.dailymotion.com", "/embed/"),
        ("geo.dailymotion.com", "/player"),
        ("www.facebook.com", "/plugins/video.php"),
        ("w.soundcloud.com", "/player/"),
        ("open.spotify.com", "/embed/"),
    ];

    private static readonly Uri AnyHttps = new("https://localhost/");

    /// <summary>The player's https address, spelt canonically so that no browser reads another host in it.</summary>
    public static string? Player(string? src, Uri? baseUrl)
    {
        var address = SafeUrl.Resource(src, baseUrl ?? AnyHttps);
        if (
            !Uri.TryCreate(address, UriKind.Absolute, out var url)
            || !url.IsDefaultPort
            || url.UserInfo.Length > 0
        )
        {
            return null;
        }

        var known = Players.Any(p =>
            url.Host == p.Host && url.AbsolutePath.StartsWith(p.Path, StringComparison.Ordinal)
        );
        return known ? $"https://{url.Host}{url.PathAndQuery}" : null;
    }
}
