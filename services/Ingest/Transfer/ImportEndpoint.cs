using System.IO.Compression;
using System.Text.Json;
using System.Xml;
using Syndication.Hosting.Json;
using Syndication.Hosting.Storage;
using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Transfer;

/// <summary>
/// <c>POST /api/articles/import</c>: WordPress's export as the body. It is put on disk before anything is answered: nginx
/// passes nothing more of a request on once its answer has begun, and many a client reads only when it has written
/// everything.
/// </summary>
internal static partial class ImportEndpoint
{
    /// <summary>Bytes of a body, packed or not.</summary>
    public const long MostBytes = 2L << 30;

    private const int Step = 128 << 10;

    public static async Task PostAsync(HttpContext context, WxrImport import, ILogger<WxrImport> logger)
    {
        var ct = context.RequestAborted;
        if (
            context.Request.Headers.ContentEncoding.ToString() is not ("" or "identity" or "gzip" or "x-gzip")
        )
        {
            await TypedResults
                .Problem(
                    "A body is taken as it is, or in gzip.",
                    statusCode: StatusCodes.Status415UnsupportedMediaType
                )
                .ExecuteAsync(context);
            return;
        }
        await using var spool = Spool();
        await context.Request.Body.CopyToAsync(spool, Step, ct);
        WxrContents contents;
        try
        {
            await using var first = await OpenAsync(spool, ct);
            contents = await WxrImport.ContentsAsync(first, ct);
        }
        catch (Exception fault) when (fault is XmlException or IOException or InvalidDataException)
        {
            var errors = new FieldErrors();
            errors.Add(
                "body",
                "This is no export of WordPress (WXR), or it cannot be read from its first item on."
            );
            await Problems.Invalid(errors).ExecuteAsync(context);
            return;
        }
        await using var again = await OpenAsync(spool, ct);
        await AnswerAsync(context, import.RunAsync(again, contents, ct), logger, ct);
    }

    private static async Task AnswerAsync(
        HttpContext context,
        IAsyncEnumerable<object> lines,
        ILogger logger,
        CancellationToken ct
    )
    {
        context.Response.ContentType = "application/x-ndjson; charset=utf-8";
        // A proxy that holds the lines back would tell the progress when it is over.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        await context.Response.StartAsync(ct);
        try
        {
            await foreach (var line in lines.WithCancellation(ct))
                await TellAsync(context, line, ct);
        }
        catch (Exception fault) when (DatabaseOutage.Is(fault))
        {
            NotWhole(logger, fault);
            const string Why = "The database is away; what was told is stored. Send the file again.";
            await TellAsync(context, new { Done = false, Error = Why }, ct);
        }
    }

    private static async Task TellAsync(HttpContext context, object line, CancellationToken ct)
    {
        await JsonSerializer.SerializeAsync(
            context.Response.Body,
            line,
            line.GetType(),
            HouseJson.Options,
            ct
        );
        await context.Response.Body.WriteAsync("\n"u8.ToArray(), ct);
        await context.Response.Body.FlushAsync(ct);
    }

    private static FileStream Spool()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(Path.Combine(Path.GetTempPath(), $"synd-import-{Guid.NewGuid():N}"), options);
    }

    // Many upload the file as they have it, which is packed, and say nothing of it.
    private static async Task<Stream> OpenAsync(FileStream spool, CancellationToken ct)
    {
        await spool.FlushAsync(ct);
        var file = new FileStream(
            spool.Name,
            new FileStreamOptions
            {
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous,
            }
        );
        var isPacked = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isPacked ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    [LoggerMessage(LogLevel.Warning, "An import ended early; the sender is told")]
    private static partial void NotWhole(ILogger logger, Exception fault);
}
