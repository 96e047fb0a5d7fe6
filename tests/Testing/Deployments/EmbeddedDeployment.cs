using Syndication.Testing.Servers;

namespace Syndication.Testing.Deployments;

/// <summary>One process on embedded defaults.</summary>
public class EmbeddedDeployment : Deployment
{
    public EmbeddedDeployment() => Standalone = new("Standalone", Settings());

    public ServiceProcess Standalone { get; }

    public override Uri Origin => Standalone.Address;

    public override IReadOnlyList<RealServer> Parts => [Standalone, Standalone, Standalone];

    public override Task StartAsync(CancellationToken ct) => Standalone.StartAsync(ct);

    // Its bus is in the process: there is no queue to settle.
    public override Task SettleAsync(CancellationToken ct) => Task.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        await Standalone.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
