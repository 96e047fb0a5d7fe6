using System.Buffers;
using Microsoft.Extensions.Options;
using Syndication.Formats;
using Syndication.Formats.Opml;
using Syndication.Hosting.Publication;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Categories;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Sources;

/// <summary>Lists of sources as other programs read and write them.</summary>
internal static class OpmlEndpoints
{
    private const int PageSize = 1000;

    public static async Task<IResult> ExportAsync(
        SourceReader reader,
        IOptions<PublicationOptions> publication,
        CancellationToken ct
    )
    {
        var outlines = new List<OpmlOutline>();
        PageCursor? after = null;
        while (true)
        {
            var page = await reader.ListAsync(after, PageSize, ct);
            outlines.AddRange(page.Select(Outline));
            if (page.Count < PageSize)
                break;
            after = new(page[^1].CreatedAt, page[^1].Id);
        }
        var bytes = new ArrayBufferWriter<byte>();
        OpmlWriter.Write(new() { Title = publication.Value.Title, Outlines = outlines }, bytes);
        return TypedResults.Bytes(bytes.WrittenMemory, OpmlWriter.ContentType, "sources.opml");
    }

    public static async Task<IResult> ImportAsync(
        HttpContext context,
        SourceParser parser,
        CategoryBook book,
        WriteQueue writes,
        PollBell bell
    )
    {
        var ct = context.RequestAborted;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, ct);
        try
        {
            var document = OpmlReader.Read(
                body.GetBuffer().AsMemory(0, (int)body.Length),
                new() { ContentType = context.Request.ContentType }
            );
            var answer = await new SourceImport(parser, book, writes).TakeAsync(document, ct);
            bell.Ring();
            return TypedResults.Json(answer);
        }
        catch (UnreadableFeedException fault)
        {
            return TypedResults.Problem(
                fault.Message,
                statusCode: fault.TooLong
                    ? StatusCodes.Status413PayloadTooLarge
                    : StatusCodes.Status422UnprocessableEntity
            );
        }
    }

    private static OpmlOutline Outline(SourceRow source) =>
        new()
        {
            Text = source.Name,
            FeedUrl = source.Url,
            // Feeds are what such lists are made for; what is none says so in the one free attribute there is.
            Version = source.Kind == SourceKind.Feed ? null : source.Kind.Name(),
            Categories = source.DefaultCategories,
        };
}
