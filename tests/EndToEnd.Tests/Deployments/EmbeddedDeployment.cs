using Syndication.Testing.Servers;

namespace Syndication.EndToEnd.Tests.Deployments;

/// <summary>One process on embedded defaults.</summary>
public sealed class EmbeddedDeployment : Deployment
{
    public EmbeddedDeployment() => Standalone = new("Standalone", Settings());

    public ServiceProcess Standalone { get; }

    public override Uri Origin => Standalone.Address;

    public override IReadOnlyList<RealServer> Parts => [Standalone, Standalone, Standalone];

    public override async ValueTask InitializeAsync() =>
        await Standalone.StartAsync(TestContext.Current.CancellationToken);

    // Its bus is in the process: there is no queue to settle.
    public override Task SettleAsync(CancellationToken ct) => Task.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        await Standalone.DisposeAsync();
        await base.DisposeAsync();
    }
}
