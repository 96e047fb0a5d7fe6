using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Syndication.Notifier.WebSub;

/// <summary>The callback of the house's own subscriber; for anybody else there is nothing here.</summary>
internal static class SelfTestEndpoints
{
    public const string Path = "/hub/self-test/";
    private const int MostBytes = 32 << 20;

    public static void MapSelfTest(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path + "{token}", Confirm).ExcludeFromDescription();
        app.MapPost(Path + "{token}", TakeAsync)
            .ExcludeFromDescription()
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes));
    }

    private static IResult Confirm(
        string token,
        [FromQuery(Name = "hub.mode")] string? mode,
        [FromQuery(Name = "hub.challenge")] string? challenge,
        SelfTestState state
    ) =>
        state.IsToken(token) && mode is "subscribe" && challenge is not null
            ? TypedResults.Text(challenge)
            : TypedResults.NotFound();

    private static async Task<IResult> TakeAsync(
        string token,
        HttpRequest request,
        SelfTestState state,
        IOptions<HubOptions> options,
        CancellationToken ct
    )
    {
        if (!state.IsToken(token))
            return TypedResults.NotFound();
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        var signature = request.Headers["X-Hub-Signature"].ToString();
        return state.Take(body.ToArray(), signature, options.Value.Signature)
            ? TypedResults.NoContent()
            : TypedResults.BadRequest();
    }
}
