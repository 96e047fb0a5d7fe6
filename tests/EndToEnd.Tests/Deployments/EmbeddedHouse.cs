using Syndication.Testing.Deployments;

namespace Syndication.EndToEnd.Tests.Deployments;

/// <summary>The deployment as a fixture.</summary>
public sealed class EmbeddedHouse : EmbeddedDeployment, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await StartAsync(TestContext.Current.CancellationToken);
}
