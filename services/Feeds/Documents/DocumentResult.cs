namespace Syndication.Feeds.Documents;

/// <summary>Sends a document in a coding: all of it, what is new in it, or 304.</summary>
internal sealed class DocumentResult(
    FeedKey key,
    FeedAnswer.Served answer,
    Coding coding,
    bool negotiated,
    FeedDesk desk,
    FeedSender sender
) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (document, age) = answer;
        var ct = httpContext.RequestAborted;
        var body = await desk.BodyAsync(key, document, document.Bodies, coding, ct);
        if (!Conditional.IsMet(httpContext.Request.Headers, document, body))
        {
            await FeedProblem.AnotherState(httpContext, negotiated).ExecuteAsync(httpContext);
            return;
        }
        if (Delta(httpContext.Request, body) is { } bodies)
        {
            var delta = await desk.BodyAsync(key, document, bodies, coding, ct);
            await sender.SendDeltaAsync(httpContext, key, document, body, delta, negotiated, age);
            return;
        }
        await sender.SendAsync(httpContext, key, document, body, negotiated, age);
    }

    /// <summary>Null where it is not asked for, or the asker has the document as it is, or nobody knows what the asker has.</summary>
    private FeedBodies? Delta(HttpRequest request, FeedBody body)
    {
        var edition = answer.Document.Edition;
        var tags = request.Headers.IfNoneMatch;
        return
            DeltaRequest.IsMade(request)
            && !EntityTags.Has(tags, body.Tag)
            && edition.Find(EntityTags.All(tags)) is { } since
            ? edition.Since(since)
            : null;
    }
}
