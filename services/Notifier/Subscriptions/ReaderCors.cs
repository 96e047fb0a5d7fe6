using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Publication;

namespace Syndication.Notifier.Subscriptions;

/// <summary>Whose pages may call what readers call: the publication's own, and this house's. No cookie is ever in play.</summary>
internal sealed class ReaderCors(
    IOptions<PublicationOptions> publication,
    IOptions<SubscriptionOptions> subscriptions,
    PublicAddress address
) : IConfigureOptions<CorsOptions>
{
    public const string Policy = "readers";
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    public void Configure(CorsOptions options) =>
        options.AddPolicy(
            Policy,
            policy =>
                policy
                    .SetIsOriginAllowed(IsAllowed)
                    .WithMethods("GET", "POST", "PATCH", "DELETE")
                    .WithHeaders("Authorization", "Content-Type")
                    .WithExposedHeaders("Location", "Retry-After")
                    .SetPreflightMaxAge(Remembered)
        );

    private bool IsAllowed(string origin) =>
        OriginOf(origin) is { } asking
        && subscriptions
            .Value.Origins.Append(publication.Value.SiteUrl)
            .Append(address.Origin)
            .Any(ours => OriginOf(ours) == asking);

    private static string? OriginOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? $"{uri.Scheme}://{uri.Authority}"
            : null;
}
