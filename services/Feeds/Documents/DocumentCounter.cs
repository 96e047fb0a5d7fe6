using Microsoft.AspNetCore.Http.HttpResults;

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
            return answer switch
            {
                FeedAnswer.Beyond(var path) => Redirect(context, path, negotiated),
                FeedAnswer.Unknown => FeedProblem.Unknown(context),
                _ => FeedProblem.NotYet(context),
            };
        if (!negotiated)
            fast.Remember(context, key);
        return new DocumentResult(key, served, coding, negotiated, desk, sender);
    }

    // The depth is a setting, and entries may be taken out: nobody should remember the way for ever.
    private static RedirectHttpResult Redirect(HttpContext context, string path, bool negotiated)
    {
        // The way there names the format that was chosen.
        if (negotiated)
            context.Response.Headers.Vary = "Accept";
        context.Response.Headers.CacheControl = FeedProblem.Caching;
        context.Response.Headers.AccessControlAllowOrigin = "*";
        return TypedResults.LocalRedirect(
            context.Request.PathBase + path,
            permanent: false,
            preserveMethod: true
        );
    }
}
