using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Syndication.Hosting.Outbound;

/// <summary>What another server answered, whatever its status says.</summary>
public sealed record OutboundAnswer
{
    public required HttpStatusCode Status { get; init; }

    /// <summary>Whose answer this is, after redirects.</summary>
    public required Uri FinalUrl { get; init; }

    /// <summary>
    /// Where it lies from now on, as far as the redirects were permanent (301, 308) from the first one on; null where they
    /// were not. Whether to believe it is for whoever sees the <see cref="Status"/>.
    /// </summary>
    public Uri? PermanentUrl { get; init; }

    /// <summary>By name without regard to case; several of one name are joined with commas (RFC 9110 §5.3).</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Decompressed. Of an answer that is no success the first 64 KiB at most.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    public string? ContentType => Header("Content-Type");

    /// <summary>A header's value, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>How long the server wants to be left alone, never negative; null where it does not say (RFC 9110 §10.2.3).</summary>
    public TimeSpan? RetryAfter(DateTimeOffset now)
    {
        if (!RetryConditionHeaderValue.TryParse(Header("Retry-After"), out var wish))
            return null;
        var wait = wish.Delta ?? wish.Date - now;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>The status as people write it, such as <c>404 Not Found</c>.</summary>
    public string StatusText
    {
        get
        {
            var number = ((int)Status).ToString(CultureInfo.InvariantCulture);
            var words = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase((int)Status);
            return words.Length == 0 ? number : $"{number} {words}";
        }
    }
}
