using Microsoft.AspNetCore.Mvc;
using Syndication.Hosting.Security;

namespace Syndication.Ingest.Transfer;

/// <summary>Whole newsrooms in and out.</summary>
internal static class TransferEndpoints
{
    public static IServiceCollection AddTransfer(this IServiceCollection services) =>
        services.AddSingleton<WxrPosts>().AddSingleton<WxrImport>().AddSingleton<ArticleExport>();

    public static void MapTransfer(this IEndpointRouteBuilder articles)
    {
        articles
            .MapPost("/import", ImportEndpoint.PostAsync)
            .WithMetadata(new RequestSizeLimitAttribute(ImportEndpoint.MostBytes))
            .RequireAuthorization(Scope.Admin);
        articles.MapGet("/export", ExportEndpoint.GetAsync).RequireAuthorization(Scope.Admin);
    }
}
