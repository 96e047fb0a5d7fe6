using Microsoft.AspNetCore.Mvc;
using Syndication.Hosting.Security;

namespace Syndication.Ingest.Sources;

internal static class SourceEndpoints
{
    public static void MapSources(this IEndpointRouteBuilder app)
    {
        var sources = app.MapGroup("/api/sources").WithTags("Sources").RequireAuthorization(Scope.Admin);
        sources
            .MapPost("/preview", PreviewEndpoint.PostAsync)
            // The preview counts by itself: Kestrel counts what marks the chunks as well, and cuts the connection of who sends
            // more instead of reading it away for a while, so that many a client would never see the answer.
            .WithMetadata(new DisableRequestSizeLimitAttribute());
    }
}
