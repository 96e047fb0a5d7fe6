using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Syndication.Notifier.WebSub;

/// <summary>A topic's version as it goes out: one copy of the bytes for all, and one signature for each secret.</summary>
internal sealed class Distribution(HubTopic topic, string self, HubSignature algorithm)
{
    // Subscribers with secrets of their own have nothing in common; hosts that use one for all are few.
    private const int MostKept = 1024;
    private readonly ConcurrentDictionary<string, string> _signatures = new(StringComparer.Ordinal);

    public string Path { get; } = topic.Path;

    public long Version { get; } = topic.Version;

    public ReadOnlyMemory<byte> Body { get; } = topic.Body;

    /// <summary>The body for who only wants to know that there is something new (rssCloud).</summary>
    public ReadOnlyMemory<byte> Ping { get; } = CloudPing.BodyOf(self);

    private readonly KeyValuePair<string, string>[] _headers =
    [
        new("Content-Type", topic.ContentType),
        new("Link", topic.Links),
    ];

    /// <summary>The headers of WebSub §7, and the signature of §7.1 where there is a secret.</summary>
    public KeyValuePair<string, string>[] HeadersFor(byte[]? secret) =>
        secret is null ? _headers : [.. _headers, new("X-Hub-Signature", SignatureFor(secret))];

    /// <summary>As of <c>X-Hub-Signature</c>: <c>sha256=…</c>, over the bytes of the body.</summary>
    internal string SignatureFor(byte[] secret)
    {
        var key = Convert.ToBase64String(secret);
        if (_signatures.TryGetValue(key, out var known))
            return known;
        var made = Sign(secret, Body.Span, algorithm);
        if (_signatures.Count < MostKept)
            _signatures.TryAdd(key, made);
        return made;
    }

#pragma warning disable CA5350 // SHA-1 only where somebody has set it, for subscribers that know no other (WebSub §7.1.2)
    public static string Sign(byte[] secret, ReadOnlySpan<byte> body, HubSignature algorithm) =>
        algorithm switch
        {
            HubSignature.Sha1 => "sha1=" + Convert.ToHexStringLower(HMACSHA1.HashData(secret, body)),
            HubSignature.Sha384 => "sha384=" + Convert.ToHexStringLower(HMACSHA384.HashData(secret, body)),
            HubSignature.Sha512 => "sha512=" + Convert.ToHexStringLower(HMACSHA512.HashData(secret, body)),
            _ => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(secret, body)),
        };
#pragma warning restore CA5350
}
