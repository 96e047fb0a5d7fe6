using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Syndication.Testing.Push;

/// <summary>Looks at a request as RFC 8030 and the strictest push services have it.</summary>
internal sealed class SinkChecks
{
    private static readonly string[] Urgencies = ["very-low", "low", "normal", "high"];
    private readonly ConcurrentDictionary<(string Token, string Origin), bool> _good = new();

    /// <summary>The status to answer with and why; null where all is well.</summary>
    public (int Status, string Reason)? Look(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method))
            return (405, "The method is not POST.");
        var headers = request.Headers;
        if (!int.TryParse(headers["TTL"], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return (400, $"TTL is '{headers["TTL"]}'.");
        if (headers.ContentEncoding != "aes128gcm")
            return (400, $"Content-Encoding is '{headers.ContentEncoding}'.");
        if (headers.ContentType != "application/octet-stream")
            return (400, $"Content-Type is '{headers.ContentType}'.");
        // RFC 8030 §5.3: normal where none is told.
        var urgency = headers.TryGetValue("Urgency", out var told) ? told.ToString() : "normal";
        if (!Urgencies.Contains(urgency, StringComparer.Ordinal))
            return (400, $"Urgency is '{urgency}'.");
        if (headers.TryGetValue("Topic", out var topic) && !IsTopic(topic.ToString()))
            return (400, $"Topic is '{topic}'.");
        return LookAtSender(headers.Authorization.ToString(), $"{request.Scheme}://{request.Host}");
    }

    private (int, string)? LookAtSender(string header, string origin)
    {
        if (_good.ContainsKey((header, origin)))
            return null;
        if (VapidCheck.Fault(header, origin, TimeProvider.System.GetUtcNow()) is { } fault)
            return (403, fault);
        _good[(header, origin)] = true;
        return null;
    }

    private static bool IsTopic(string topic) =>
        topic.Length is > 0 and <= 32 && topic.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
