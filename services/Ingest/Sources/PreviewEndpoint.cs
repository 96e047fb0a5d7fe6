using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Syndication.Formats;
using Syndication.Hosting.Bodies;
using Syndication.Hosting.Outbound;
using Syndication.Hosting.Publication;
using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Sources;

/// <summary>
/// <c>POST /api/sources/preview</c>: the body is a feed as it was fetched, or names the address to fetch it from; the answer
/// is what would be read in it. Nothing is stored.
/// </summary>
internal static class PreviewEndpoint
{
    // A body of 16 MiB over a slow line; somebody who dawdles longer holds a place that others wait for.
    private static readonly TimeSpan LongestUpload = TimeSpan.FromMinutes(2);

    // Upload, fetching, reading, and as long again for the answer.
    private static readonly TimeSpan LongestStay = TimeSpan.FromMinutes(5);

    public static async Task<IResult> PostAsync(
        HttpContext context,
        string? @base,
        IOptions<PublicationOptions> publication,
        PreviewGate gate,
        OutboundHttp http,
        TimeProvider time
    )
    {
        var ct = context.RequestAborted;
        var fields = new FieldErrors();
        var address = new FieldReader(fields).WebUrl("base", @base);
        if (fields.Any)
            return Problems.BadRequest("base", "Not an absolute http or https URL.");
        if (context.Request.ContentLength > PreviewDocument.MostBytes)
            return PreviewProblems.TooLong();
        var place = await gate.EnterAsync(ct);
        // Kept until the answer is out: while somebody reads it slowly, all that was read in the feed is held for them.
        context.Response.RegisterForDispose(place);
        if (!place.IsAcquired)
            return PreviewProblems.Busy(context.Response);
        Limit(context, time);
        var (body, refusal) = await ReceiveAsync(context, time);
        if (refusal is not null)
            return refusal;
        var type = context.Request.ContentType;
        if (!PreviewRequest.NamesAddress(body, type, out var url))
            return await ReadAsync(
                new(body, type, address is null ? null : new(address)),
                publication,
                gate,
                ct
            );
        var (document, failure) = await FetchAsync(url, http, ct);
        return document is null ? failure! : await ReadAsync(document, publication, gate, ct);
    }

    // Who takes the answer drop by drop is cut off; there is no other way to tell them.
    private static void Limit(HttpContext context, TimeProvider time)
    {
        var limit = new CancellationTokenSource(LongestStay, time);
        limit.Token.Register(context.Abort);
        context.Response.RegisterForDispose(limit);
    }

    private static async Task<(ReadOnlyMemory<byte> Body, IResult? Refusal)> ReceiveAsync(
        HttpContext context,
        TimeProvider time
    )
    {
        using var limit = new CancellationTokenSource(LongestUpload, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token,
            context.RequestAborted
        );
        try
        {
            return await BodyReader.ReadAsync(
                context.Request.Body,
                context.Request.Headers.ContentEncoding,
                PreviewDocument.MostBytes,
                context.Request.ContentLength,
                either.Token
            ) switch
            {
                BodyReading.Whole { Bytes.IsEmpty: true } => (default, PreviewProblems.Empty()),
                BodyReading.Whole whole => (whole.Bytes, null),
                BodyReading.TooLong => (default, PreviewProblems.TooLong()),
                BodyReading.UnknownCoding(var name) => (
                    default,
                    PreviewProblems.UnknownCoding(context.Response, name)
                ),
                BodyReading.Broken(var coding) => (default, PreviewProblems.NotItsCoding(coding)),
                var unknown => throw new UnreachableException($"{unknown}"),
            };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return (default, PreviewProblems.TooSlow());
        }
    }

    private static async Task<(PreviewDocument? Document, IResult? Failure)> FetchAsync(
        JsonElement url,
        OutboundHttp http,
        CancellationToken ct
    )
    {
        if (PreviewRequest.Text(url) is not { } named)
            return (null, Problems.BadRequest("url", "This value is not of the kind that belongs here."));
        var fields = new FieldErrors();
        if (new FieldReader(fields).RequiredWebUrl("url", named) is not { } text)
            return (null, Problems.Invalid(fields));
        var request = new OutboundRequest(new(text))
        {
            Headers = [new("Accept", FeedTypes)],
            MostBytes = PreviewDocument.MostBytes,
        };
        return await http.SendAsync(request, ct) switch
        {
            OutboundOutcome.Answered({ Status: System.Net.HttpStatusCode.OK } answer) => (
                new(answer.Body, answer.ContentType, answer.FinalUrl),
                null
            ),
            OutboundOutcome.Answered(var answer) => (null, PreviewProblems.NotFetched(answer)),
            OutboundOutcome.TooLarge => (null, PreviewProblems.TooLong()),
            OutboundOutcome.Failed failed => (null, PreviewProblems.NotFetched(failed)),
            var unknown => throw new UnreachableException($"{unknown}"),
        };
    }

    private static async Task<IResult> ReadAsync(
        PreviewDocument document,
        IOptions<PublicationOptions> publication,
        PreviewGate gate,
        CancellationToken ct
    )
    {
        var options = new FeedReadOptions
        {
            ContentType = document.ContentType,
            BaseUrl = document.Address,
            TimeZone = publication.Value.Zone(),
            MaxBytes = PreviewDocument.MostBytes,
        };
        try
        {
            var read = await gate.ReadAsync(() => FeedReader.Read(document.Bytes, options), ct);
            return TypedResults.Ok(PreviewView.Of(read));
        }
        catch (UnreadableFeedException fault)
        {
            // What curl says of the type, where nobody says it.
            return PreviewRequest.NamesAddress(document.Bytes, "application/json", out _)
                ? PreviewProblems.NotSaidToBeJson()
                : PreviewProblems.Of(fault);
        }
    }

    private const string FeedTypes =
        "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
        + "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1";
}
