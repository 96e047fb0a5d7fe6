using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Syndication.Hosting.Outbound;
using Syndication.Ingest.Store;
using Syndication.Ingest.WebSub;

namespace Syndication.Ingest.Sources;

/// <summary>A conditional GET of a source's address, and what its answer means whatever the kind.</summary>
internal sealed class SourceCall(OutboundHttp http, TimeProvider time)
{
    // A server that says 304 to everything is asked without conditions once a day.
    private static readonly TimeSpan LongestTrust = TimeSpan.FromDays(1);
    private readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, DateTimeOffset> _sameSince = [];

    /// <returns>A document to read, or how it ended without one.</returns>
    public async Task<(OutboundAnswer? Document, FetchOutcome? End)> GetAsync(
        SourceRow source,
        string accept,
        CancellationToken ct
    )
    {
        var request = new OutboundRequest(new(source.Url)) { Headers = Headers(source, accept) };
        return await http.SendAsync(request, ct) switch
        {
            OutboundOutcome.Answered(var answer) => Sort(source, answer, request.Headers.Count > 1),
            OutboundOutcome.Failed(var reason) => (null, new FetchOutcome.Failed(null, reason)),
            var unknown => throw new UnreachableException($"{unknown}"),
        };
    }

    public static string Hash(OutboundAnswer answer) =>
        Convert.ToBase64String(SHA256.HashData(answer.Body.Span));

    public static string? MovedTo(OutboundAnswer answer) => answer.PermanentUrl?.AbsoluteUri;

    public static PollHints Hints(OutboundAnswer answer) =>
        CacheControlHeaderValue.TryParse(answer.Header("Cache-Control"), out var cache)
            ? new() { MaxAge = cache.MaxAge }
            : PollHints.None;

    /// <summary>RFC 9111 §5.1; an hour at most, whatever a cache says.</summary>
    public static TimeSpan Age(OutboundAnswer answer) =>
        int.TryParse(answer.Header("Age"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, 3600))
            : TimeSpan.Zero;

    // A validator longer than this is an attack on the database.
    public static string? Validator(OutboundAnswer answer, string name) =>
        answer.Header(name) is { Length: > 0 and <= 1024 } value && !value.Any(char.IsControl) ? value : null;

    private List<KeyValuePair<string, string>> Headers(SourceRow source, string accept)
    {
        List<KeyValuePair<string, string>> headers = [new("Accept", accept)];
        var now = time.GetUtcNow();
        if (_sameSince.TryGetValue(source.Id, out var since) && now - since > LongestTrust)
            return headers;
        if (source.ETag is { } tag)
            headers.Add(new("If-None-Match", tag));
        if (source.LastModified is { } date)
            headers.Add(new("If-Modified-Since", date));
        return headers;
    }

    private (OutboundAnswer?, FetchOutcome?) Sort(SourceRow source, OutboundAnswer answer, bool conditional)
    {
        var status = (int)answer.Status;
        switch (answer.Status)
        {
            case HttpStatusCode.NotModified when conditional:
                _sameSince.TryAdd(source.Id, time.GetUtcNow());
                return (null, Same(source, answer));
            case HttpStatusCode.OK:
                _sameSince.TryRemove(source.Id, out _);
                return source.BodyHash is { } hash && hash == Hash(answer)
                    ? (null, Same(source, answer))
                    : (answer, null);
            case HttpStatusCode.Gone:
                return (null, new FetchOutcome.Gone("The server says that it is gone for good (410)."));
            case HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable:
                return (
                    null,
                    new FetchOutcome.Throttled(
                        status,
                        answer.RetryAfter(time.GetUtcNow()),
                        $"The server answers {answer.StatusText}."
                    )
                );
            default:
                return (null, new FetchOutcome.Failed(status, $"The server answers {answer.StatusText}."));
        }
    }

    // Either validator may come anew with a 304, or with the same body; the one that does not come stays
    // (RFC 9110 §15.4.5).
    private static FetchOutcome.NotModified Same(SourceRow source, OutboundAnswer answer) =>
        new()
        {
            Status = (int)answer.Status,
            Hints = Hints(answer),
            ETag = Validator(answer, "ETag") ?? source.ETag,
            LastModified = Validator(answer, "Last-Modified") ?? source.LastModified,
            MovedTo = MovedTo(answer),
            BodyHash = source.BodyHash,
            Hub = HubOffer.Of(source.Url, answer, feed: null),
        };
}
