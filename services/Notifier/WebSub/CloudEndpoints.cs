using System.Net;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Outbound;
using Syndication.Hosting.Security;

namespace Syndication.Notifier.WebSub;

/// <summary>
/// <c>/rsscloud/pleaseNotify</c>: readers that speak rssCloud ask to be pinged when a feed changes. They ask again each day:
/// what is not renewed ends after 25 hours.
/// </summary>
internal static class CloudEndpoints
{
    private const int MostBytes = 64 << 10;

    public static void MapCloud(this IEndpointRouteBuilder app) =>
        app.MapPost("/rsscloud/pleaseNotify", AskAsync)
            .WithTags("Hub")
            .LimitHubPerCaller()
            .DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes));

    private static async Task<IResult> AskAsync(
        HttpContext context,
        CloudDesk desk,
        CallerAddress callers,
        IOptions<NetworkOptions> network,
        CancellationToken ct
    )
    {
        if (await HubEndpoints.ReadFormAsync(context.Request, ct) is not { } form)
            return Answer("Send a form: Content-Type application/x-www-form-urlencoded.");
        var (ask, fault) = CloudAsk.Read(form, callers.Of(context), network.Value.AllowPrivateAddresses);
        return Answer(ask is null ? fault : await desk.TakeAsync(ask, ct));
    }

    // rssCloud: success or not is told in the document; its status is always 200.
    private static ContentHttpResult Answer(string? fault) =>
        TypedResults.Text(
            new XDocument(
                new XElement(
                    "notifyResult",
                    new XAttribute("success", fault is null ? "true" : "false"),
                    new XAttribute(
                        "msg",
                        fault ?? "You will be told of each change for 25 hours. Ask again every day."
                    )
                )
            ).ToString(),
            "text/xml; charset=utf-8",
            statusCode: (int)HttpStatusCode.OK
        );
}
