using Microsoft.Extensions.DependencyInjection;

namespace Syndication.Hosting.Outbound;

internal static class OutboundExtensions
{
    /// <summary><see cref="OutboundHttp"/>, and section <c>Network</c>.</summary>
    public static void AddOutboundHttp(this IServiceCollection services)
    {
        services.AddValidatedOptions<NetworkOptions>("Network");
        services.AddSingleton<OutboundHttp>();
    }
}
