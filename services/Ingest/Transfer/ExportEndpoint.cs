using System.IO.Compression;
using Microsoft.Net.Http.Headers;
using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Transfer;

/// <summary><c>GET /api/articles/export</c>: every article, one a line, as it is stored.</summary>
internal static class ExportEndpoint
{
    public static async Task GetAsync(HttpContext context, string? revisions, ArticleExport export)
    {
        if (revisions is not (null or "" or "true" or "false"))
        {
            await Problems.BadRequest("revisions", "true or false.").ExecuteAsync(context);
            return;
        }
        var ct = context.RequestAborted;
        var response = context.Response;
        response.ContentType = "application/x-ndjson; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.ContentDisposition = "attachment; filename=\"articles.ndjson\"";
        if (!WantsGzip(context.Request))
        {
            await WriteAsync(response.Body, export, revisions == "true", ct);
            return;
        }
        response.Headers.ContentEncoding = "gzip";
        await using var packed = new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await WriteAsync(packed, export, revisions == "true", ct);
    }

    private static async Task WriteAsync(Stream body, ArticleExport export, bool all, CancellationToken ct)
    {
        await foreach (var line in export.ReadAsync(all, ct))
        {
            await body.WriteAsync(line, ct);
            await body.WriteAsync("\n"u8.ToArray(), ct);
        }
    }

    private static bool WantsGzip(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var codings)
        && codings.Any(c => c.Value is { Value: "gzip" or "x-gzip" } && c.Quality is not 0);
}
