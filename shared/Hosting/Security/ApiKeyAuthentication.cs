using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Syndication.Hosting.Security;

/// <summary><c>Authorization: Bearer &lt;api key&gt;</c> (RFC 6750 §2.1); answers 401 and 403 as problems.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    ApiKeyRing ring
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string ScopeClaim = "scope";
    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return Task.FromResult(AuthenticateResult.NoResult());
        if (ring.Find(header[Prefix.Length..].Trim()) is not { } key)
            return Task.FromResult(AuthenticateResult.Fail("unknown key"));
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.Name, key.Name), .. key.Scopes.Select(s => new Claim(ScopeClaim, s))],
            SchemeName
        );
        return Task.FromResult(AuthenticateResult.Success(new(new(identity), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return AnswerAsync(
            StatusCodes.Status401Unauthorized,
            "Send 'Authorization: Bearer <api key>' with a known key."
        );
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        AnswerAsync(
            StatusCodes.Status403Forbidden,
            "This key is known, but lacks the scope that this call needs."
        );

    private Task AnswerAsync(int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(Context);
}
