using System.Globalization;

namespace Syndication.Feeds.Documents;

/// <summary>Sends a document, or 304 to whoever has it.</summary>
internal sealed class DocumentResult(FeedAnswer answer, bool negotiated, DateTimeOffset now) : IResult
{
    private const string Caching = "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var document = answer.Document;
        var modified = Whole(document.ModifiedAt < now ? document.ModifiedAt : now);
        var response = httpContext.Response;
        Describe(response.Headers, modified);
        if (Conditional.IsKnown(httpContext.Request, document.ETag, modified))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.ContentType = document.ContentType;
        response.ContentLength = document.Bytes.Length;
        return HttpMethods.IsHead(httpContext.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(document.Bytes, httpContext.RequestAborted).AsTask();
    }

    private void Describe(IHeaderDictionary headers, DateTimeOffset modified)
    {
        var document = answer.Document;
        headers.ETag = document.ETag;
        // Kestrel's own Date lags by a second or more, and Last-Modified must not lie after it (RFC 9110 §8.8.2.1).
        headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
        headers.LastModified = modified.ToString("R", CultureInfo.InvariantCulture);
        headers.CacheControl = Caching;
        headers.Vary = negotiated ? "Accept, Accept-Encoding" : "Accept-Encoding";
        headers.Link = document.Links;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "ETag, Last-Modified, Link, Age";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        if (negotiated)
            headers.ContentLocation = document.Path;
        if (answer.Age is { } age)
            headers.Age = ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }

    private static DateTimeOffset Whole(DateTimeOffset instant) =>
        new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
}
