using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Syndication.Hosting;
using Syndication.Hosting.Outbound;
using Syndication.Hosting.Publication;
using Syndication.Hosting.Security;

namespace Syndication.Notifier.WebSub;

/// <summary><c>/hub</c>: whoever wants to be told of a feed's changes asks here (W3C WebSub).</summary>
internal static class HubEndpoints
{
    private const int MostBytes = 16 << 10;
    private const int RetryAfterSeconds = 600;

    public static void AddHub(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<HubOptions>("Hub");
        builder
            .Services.AddSingleton<HubDesk>()
            .AddSingleton<HubGates>()
            .AddSingleton<HubSignal>()
            .AddSingleton<IntentCheck>()
            .AddSingleton<CloudCheck>()
            .AddSingleton<CloudDesk>()
            .AddSingleton<TopicReader>()
            .AddSingleton<TopicStore>()
            .AddSingleton<TopicRun>()
            .AddSingleton<NewsTelling>()
            .AddSingleton<TopicSignal>()
            .AddSingleton<CallbackPost>()
            .AddSingleton<CallbackLanes>()
            .AddSingleton<HubLedger>()
            .AddHostedService(services => services.GetRequiredService<HubLedger>())
            .AddHostedService<IntentRuns>()
            .AddHostedService<Distributor>()
            .AddSingleton<SelfTestState>()
            .AddHostedService<SelfTest>();
        builder.Services.AddHealthChecks().AddCheck<HubHealth>("hub");
    }

    public static void MapHub(this IEndpointRouteBuilder app)
    {
        app.MapPost("/hub", AskAsync)
            .WithTags("Hub")
            .LimitHubPerCaller()
            .DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes));
        app.MapGet("/hub", Explain).ExcludeFromDescription();
        app.MapCloud();
        app.MapSelfTest();
    }

    // Whoever follows the link of a feed with a browser.
    private static ContentHttpResult Explain(HttpResponse response)
    {
        response.Headers.Allow = HttpMethods.Post;
        return Words(
            "This is a WebSub hub. Ask it with a POST of hub.mode, hub.topic and hub.callback.",
            StatusCodes.Status405MethodNotAllowed
        );
    }

    private static async Task<IResult> AskAsync(
        HttpContext context,
        HubDesk desk,
        PublicAddress address,
        IOptions<NetworkOptions> network,
        CancellationToken ct
    )
    {
        if (await ReadFormAsync(context.Request, ct) is not { } fields)
            return Words(
                "Send a form: Content-Type application/x-www-form-urlencoded, UTF-8.",
                StatusCodes.Status415UnsupportedMediaType
            );
        var form = new HubForm(fields, address.Origin, network.Value.AllowPrivateAddresses);
        if (form.IsPublish)
            return Words(
                "Nobody publishes here but this site itself: it tells its subscribers of each change by itself.",
                StatusCodes.Status403Forbidden
            );
        if (form.Ask() is not { } ask)
            return Words(form.Fault!, StatusCodes.Status400BadRequest);
        if (await desk.TakeAsync(ask, ct))
            return Words("Your callback will be asked.", StatusCodes.Status202Accepted);
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Words(
            "Too many requests for callbacks at this host are waiting for their answers.",
            StatusCodes.Status429TooManyRequests
        );
    }

    /// <exception cref="BadHttpRequestException">It is too long, or has too many fields.</exception>
    public static async Task<IFormCollection?> ReadFormAsync(HttpRequest request, CancellationToken ct)
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        )
            return null;
        try
        {
            return await request.ReadFormAsync(ct);
        }
        catch (InvalidDataException fault)
        {
            throw new BadHttpRequestException(
                "The form has too many fields, or one with a name that is too long.",
                StatusCodes.Status400BadRequest,
                fault
            );
        }
    }

    // WebSub §5.1.2: "a plain text response body".
    private static ContentHttpResult Words(string text, int status) =>
        TypedResults.Text(text + "\n", "text/plain; charset=utf-8", statusCode: status);
}
