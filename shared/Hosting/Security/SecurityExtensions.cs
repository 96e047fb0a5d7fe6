using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace Syndication.Hosting.Security;

internal static class SecurityExtensions
{
    /// <summary>API keys, and a policy for each scope.</summary>
    public static void AddApiKeys(this IServiceCollection services)
    {
        services.AddSingleton<ApiKeyRing>();
        services
            .AddAuthentication(ApiKeyAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(
                ApiKeyAuthentication.SchemeName,
                null
            );
        var policies = services.AddAuthorizationBuilder();
        foreach (var scope in Scope.All)
            policies.AddPolicy(scope, p => p.RequireClaim(ApiKeyAuthentication.ScopeClaim, scope));
        policies.AddPolicy(Scope.Any, p => p.RequireClaim(ApiKeyAuthentication.ScopeClaim, Scope.All));
    }
}
