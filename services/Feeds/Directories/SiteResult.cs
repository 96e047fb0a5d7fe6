using System.Globalization;
using Microsoft.Net.Http.Headers;
using Syndication.Feeds.Documents;

namespace Syndication.Feeds.Directories;

/// <summary>Sends a document in a coding that the asker takes, or 304 to whoever has it.</summary>
internal sealed class SiteResult(SiteAnswer answer, Coding coding, HttpClock clock) : IResult
{
    private const string Caching = "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var document = answer.Document;
        var body = document.Bodies.Ready(coding) ?? await document.Bodies.PackAsync(coding);
        var response = httpContext.Response;
        Describe(response.Headers, body);
        if (IsKnown(httpContext.Request.Headers, body))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = document.ContentType;
        response.ContentLength = body.Bytes.Length;
        if (body.ContentEncoding.Count > 0)
            response.Headers.ContentEncoding = body.ContentEncoding;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(body.Bytes, httpContext.RequestAborted);
    }

    private void Describe(IHeaderDictionary headers, FeedBody body)
    {
        var document = answer.Document;
        var now = clock.Now;
        headers.ETag = body.Tag;
        headers.Date = now.Text;
        if (document.ModifiedAt is { } at)
            headers.LastModified = (at <= now.Second ? at : now.Second).ToString(
                "R",
                CultureInfo.InvariantCulture
            );
        headers.CacheControl = Caching;
        headers.Vary = document.IsNegotiated ? "Accept, Accept-Encoding" : "Accept-Encoding";
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "ETag, Last-Modified, Age";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = document.Policy;
        if (answer.Age is { } age)
            headers.Age = ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }

    // RFC 9110 §13.2.2: a tag goes before a date.
    private bool IsKnown(IHeaderDictionary headers, FeedBody body)
    {
        if (headers.IfNoneMatch.Count > 0)
            return EntityTags.Has(headers.IfNoneMatch, body.Tag);
        return answer.Document.ModifiedAt is { } at
            && HeaderUtilities.TryParseDate(headers.IfModifiedSince.ToString(), out var since)
            && at <= since;
    }
}
