namespace Syndication.Feeds.Documents;

/// <summary>Finds out in which format and coding an asker wants a feed, and hands it over.</summary>
internal sealed class DocumentCounter(FeedDesk desk, FeedSender sender, FastPath fast)
{
    public async Task<IResult> ServeAsync(FeedRequest request, HttpContext context, CancellationToken ct)
    {
        var negotiated = request.Format is null;
        if (
            negotiated
            && Negotiation.PrefersHtml(context.Request.Headers.Accept)
            && context.RequestServices.GetService<FeedPage>() is { } page
            && await page(request, context, ct) is { } shown
        )
            return shown;
        if (CodingChoice.Of(context.Request.Headers.AcceptEncoding) is not { } coding)
            return FeedProblem.NoCoding(context, negotiated);
        var key = request.Key(request.Format ?? Negotiation.Choose(context.Request.Headers.Accept));
        var answer = await desk.GetAsync(key, ct);
        if (answer is not FeedAnswer.Served served)
            return answer is FeedAnswer.Unknown ? FeedProblem.Unknown(context) : FeedProblem.NotYet(context);
        if (!negotiated)
            fast.Remember(context, key);
        return new DocumentResult(key, served, coding, negotiated, desk, sender);
    }
}
