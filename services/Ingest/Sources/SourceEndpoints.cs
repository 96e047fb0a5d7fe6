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
            .WithMetadata(new RequestSizeLimitAttribute(PreviewDocument.MostBytes));
    }
}
