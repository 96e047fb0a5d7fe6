using System.Net;

namespace Syndication.Hosting.Outbound;

/// <summary>Puts a call into the form in which it is sent.</summary>
internal static class OutboundMessage
{
    private static readonly string Version =
        typeof(OutboundMessage).Assembly.GetName().Version?.ToString(2) ?? "1.0";

    private static readonly HttpRequestOptionsKey<bool> ToStranger = new("Syndication.ToStranger");

    /// <summary>As <see cref="OutboundRequest.ToStranger"/> said.</summary>
    public static bool IsToStranger(HttpRequestMessage message) =>
        message.Options.TryGetValue(ToStranger, out var value) && value;

    public static HttpRequestMessage Of(OutboundRequest request, Journey journey, string origin)
    {
        var message = new HttpRequestMessage(journey.Method, journey.Url)
        {
            // HTTP/3 would not go through the dialler, and so is never offered.
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (request.ToStranger)
            message.Options.Set(ToStranger, true);
        if (request.Body is { } body && journey.KeepsBody)
            message.Content = new ReadOnlyMemoryContent(body);
        foreach (var (name, value) in request.Headers)
            Add(message, name, value, journey);
        if (!message.Headers.Contains("User-Agent"))
            message.Headers.TryAddWithoutValidation("User-Agent", $"Syndication/{Version} (+{origin})");
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        return message;
    }

    private static void Add(HttpRequestMessage message, string name, string value, Journey journey)
    {
        if (value.AsSpan().ContainsAny('\r', '\n', '\0'))
            throw new ArgumentException($"The value of '{name}' has a line break.", nameof(value));
        if (!journey.MayAuthorize && name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            return;
        if (message.Headers.TryAddWithoutValidation(name, value))
            return;
        // What describes a body goes where the body goes.
        if (message.Content is { } content && !content.Headers.TryAddWithoutValidation(name, value))
            throw new ArgumentException($"'{name}' is no header.", nameof(name));
    }
}
