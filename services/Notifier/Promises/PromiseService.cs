using Syndication.Notifier.Deliveries;

namespace Syndication.Notifier.Promises;

/// <summary>What shows that promises are kept.</summary>
internal static class PromiseService
{
    public static void AddPromises(this IHostApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<ProbeState>()
            .AddSingleton<IChannel, ProbeChannel>()
            .AddHostedService<ProbeRuns>()
            .AddHostedService<PromiseJudge>()
            .AddHostedService<BatchTrim>();
        builder.Services.AddHealthChecks().AddCheck<AlertsHealth>("alerts");
    }
}
