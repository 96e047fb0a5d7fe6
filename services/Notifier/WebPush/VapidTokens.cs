using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Syndication.Notifier.WebPush;

/// <summary>Says to a push service who sends (RFC 8292 §2 and §3): signed once for each, and again before it is too old.</summary>
internal sealed class VapidTokens(string subject, TimeProvider time)
{
    // A day is what push services let one live at most; clocks differ.
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);
    private static readonly TimeSpan Use = Life / 2;

    // There are a few push services. Whoever invents others must not fill the memory.
    private const int Most = 4096;

    // {"typ":"JWT","alg":"ES256"}
    private const string Header = "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9";

    private readonly ConcurrentDictionary<(string Key, string Origin), Token> _tokens = new();

    /// <summary>The value of <c>Authorization</c>.</summary>
    /// <param name="key">The key that the reader subscribed with.</param>
    /// <param name="origin">The push service's: scheme, host and port, lower case, without a default port.</param>
    public string HeaderFor(VapidKey key, string origin)
    {
        var now = time.GetUtcNow();
        var place = (key.PublicKey, origin);
        // A clock that was set back has it signed anew, too: a life of more than a day would be refused.
        if (_tokens.TryGetValue(place, out var kept) && now >= kept.Made && now < kept.Made + Use)
            return kept.Header;
        if (_tokens.Count >= Most)
            _tokens.Clear();
        var made = new Token($"vapid t={Sign(key, origin, now + Life)}, k={key.PublicKey}", now);
        _tokens[place] = made;
        return made.Header;
    }

    /// <summary>The token alone.</summary>
    internal string Sign(VapidKey key, string origin, DateTimeOffset expires)
    {
        using var claims = new MemoryStream();
        using (var json = new Utf8JsonWriter(claims))
        {
            json.WriteStartObject();
            json.WriteString("aud", origin);
            json.WriteNumber("exp", expires.ToUnixTimeSeconds());
            json.WriteString("sub", subject);
            json.WriteEndObject();
        }
        var text = $"{Header}.{Base64Url.EncodeToString(claims.ToArray())}";
        return $"{text}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(text)))}";
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Token(string Header, DateTimeOffset Made);
}
