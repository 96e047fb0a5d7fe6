using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Publication;
using Syndication.Hosting.Storage;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.WebPush;

/// <summary>Web Push as one thing a service can add, and the key that browsers subscribe with.</summary>
internal static class PushEndpoints
{
    public static void AddWebPush(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<VapidOptions>("Push");
        builder
            .Services.AddSingleton(Keys)
            .AddSingleton(Tokens)
            .AddSingleton(_ => new PushEncryption())
            .AddSingleton<IChannel, WebPushChannel>()
            .AddHostedService<VapidKeyGuard>();
    }

    public static void MapWebPush(this IEndpointRouteBuilder app)
    {
        // Here, and not while the host starts: a key that cannot be read ends it with one line.
        app.ServiceProvider.GetRequiredService<VapidKeys>();
        app.MapGet("/api/push/public-key", GetKey).WithTags("Push").RequireCors(ReaderCors.Policy);
    }

    private static Ok<Answer> GetKey(VapidKeys keys) => TypedResults.Ok(new Answer(keys.Current.PublicKey));

    private static VapidKeys Keys(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<VapidOptions>>().Value;
        var data = services.GetRequiredService<DataDirectory>();
        var logger = services.GetRequiredService<ILogger<VapidKeys>>();
        return VapidKeys.Load(options, data, logger);
    }

    private static VapidTokens Tokens(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<VapidOptions>>().Value;
        var site = services.GetRequiredService<IOptions<PublicationOptions>>().Value.SiteUrl;
        return new(options.SubjectOr(site), services.GetRequiredService<TimeProvider>());
    }

    private sealed record Answer(string PublicKey);
}
