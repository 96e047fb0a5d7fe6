namespace Syndication.Testing.Push;

/// <summary>What a browser would post: an address at the sink, and keys.</summary>
/// <param name="Endpoint">Absolute.</param>
/// <param name="Reader">Whose keys they are.</param>
public sealed record SinkSubscription(Uri Endpoint, PushReader Reader)
{
    /// <summary>Its path, by which the sink counts.</summary>
    public string Path => Endpoint.AbsolutePath;

    /// <summary>Scheme, host and port.</summary>
    public string Origin => Endpoint.GetLeftPart(UriPartial.Authority);

    /// <summary><c>subscription</c> as the Push API writes it.</summary>
    public object Json =>
        new
        {
            endpoint = Endpoint.AbsoluteUri,
            expirationTime = (long?)null,
            keys = new { p256dh = Reader.P256dh, auth = Reader.Auth },
        };
}
