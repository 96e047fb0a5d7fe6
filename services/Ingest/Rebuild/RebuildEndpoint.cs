using Microsoft.AspNetCore.Http.HttpResults;
using Syndication.Contracts;
using Syndication.Hosting.Security;
using Syndication.Ingest.Outbox;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Rebuild;

internal static class RebuildEndpoint
{
    public static void MapRebuild(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/admin/rebuild", PostAsync).WithTags("Admin").RequireAuthorization(Scope.Admin);

    // Through the outbox, so that the request survives a broker that is down just now.
    private static async Task<Accepted<RebuildRequested>> PostAsync(
        WriteQueue writes,
        CancellationToken ct
    ) => TypedResults.Accepted((string?)null, await writes.SubmitAsync(new RequestRebuild(), ct));

    private sealed class RequestRebuild : PendingWrite<RebuildRequested>
    {
        protected override Task<RebuildRequested> ApplyAsync(WriteSession session, CancellationToken ct)
        {
            var request = new RebuildRequested(Guid.CreateVersion7(session.Now));
            session.Tell(OutboxRow.Of(request, session.Now), request);
            return Task.FromResult(request);
        }
    }
}
