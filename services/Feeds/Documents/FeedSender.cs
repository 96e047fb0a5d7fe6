using System.Globalization;
using Microsoft.Extensions.Primitives;
using Syndication.Feeds.Readers;

namespace Syndication.Feeds.Documents;

/// <summary>
/// The one place where documents go out, whichever way the request came: so every way says the same. A document that is
/// current goes out without an allocation.
/// </summary>
internal sealed class FeedSender(HttpClock clock, ReaderLog readers)
{
    private static readonly StringValues Caching =
        "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400";

    // What a cache cannot put together with what it has, it must not keep (RFC 3229 §5.5).
    private static readonly StringValues CachingOfDelta = "no-store, im";
    private static readonly StringValues Vary = "Accept-Encoding";
    private static readonly StringValues VaryNegotiated = "Accept, Accept-Encoding";
    private static readonly StringValues Anybody = "*";
    private static readonly StringValues Exposed = "ETag, Last-Modified, Link, Age, IM";
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues Sandbox = "sandbox; default-src 'none'";

    /// <summary>The document, or 304 to whoever has it.</summary>
    public Task SendAsync(
        HttpContext context,
        in FeedKey key,
        FeedDocument document,
        FeedBody body,
        bool negotiated,
        TimeSpan? age
    )
    {
        Describe(context.Response.Headers, document, body, negotiated, age);
        if (!Conditional.IsKnown(context.Request.Headers, document, body))
        {
            Note(context, key, StatusCodes.Status200OK);
            return WriteAsync(context, document, body);
        }
        Note(context, key, StatusCodes.Status304NotModified);
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    /// <summary>What is new in the document since the asker had it (RFC 3229 §10.4.1).</summary>
    public Task SendDeltaAsync(
        HttpContext context,
        in FeedKey key,
        FeedDocument document,
        FeedBody body,
        FeedBody delta,
        bool negotiated,
        TimeSpan? age
    )
    {
        var headers = context.Response.Headers;
        Describe(headers, document, body, negotiated, age);
        headers.CacheControl = CachingOfDelta;
        headers["IM"] = "feed";
        Note(context, key, StatusCodes.Status226IMUsed);
        context.Response.StatusCode = StatusCodes.Status226IMUsed;
        return WriteAsync(context, document, delta);
    }

    // Who asks for the headers alone reads nothing.
    private void Note(HttpContext context, in FeedKey key, int status)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
            return;
        var headers = context.Request.Headers;
        readers.Note(key, headers.UserAgent, ReaderLog.HasOurTag(headers.IfNoneMatch), status);
    }

    private void Describe(
        IHeaderDictionary headers,
        FeedDocument document,
        FeedBody body,
        bool negotiated,
        TimeSpan? age
    )
    {
        var now = clock.Now;
        headers.ETag = body.Tag;
        // Kestrel's own Date lags by a second or more, and Last-Modified must not lie after it (RFC 9110 §8.8.2.1).
        headers.Date = now.Text;
        headers.LastModified = document.ModifiedAt <= now.Second ? document.LastModified : now.Text;
        headers.CacheControl = Caching;
        headers.Vary = negotiated ? VaryNegotiated : Vary;
        headers.Link = document.Links;
        headers.AccessControlAllowOrigin = Anybody;
        headers.AccessControlExposeHeaders = Exposed;
        if (negotiated)
            headers.ContentLocation = document.Path;
        if (age is { } known)
            headers.Age = ((long)known.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }

    private static Task WriteAsync(HttpContext context, FeedDocument document, FeedBody body)
    {
        var headers = context.Response.Headers;
        headers.ContentType = document.ContentType;
        // Of a document only: where there is none (304), the one that the reader has bears them (RFC 9110 §15.4.5).
        headers.XContentTypeOptions = NoSniff;
        headers.ContentSecurityPolicy = Sandbox;
        headers.ContentLength = body.Bytes.Length;
        if (body.ContentEncoding.Count > 0)
            headers.ContentEncoding = body.ContentEncoding;
        if (HttpMethods.IsHead(context.Request.Method))
            return Task.CompletedTask;
        // Kestrel ends the write itself when the reader goes; to ask for its token would make one for every request.
        var writing = context.Response.BodyWriter.WriteAsync(body.Bytes, CancellationToken.None);
        return writing.IsCompletedSuccessfully ? Task.CompletedTask : writing.AsTask();
    }
}
