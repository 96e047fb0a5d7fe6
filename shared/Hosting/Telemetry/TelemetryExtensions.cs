using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Syndication.Hosting.Telemetry;

internal static class TelemetryExtensions
{
    /// <summary>Traces, metrics and logs go to <c>Otlp:Endpoint</c>, and nowhere when it is not set.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (builder.Configuration["Otlp:Endpoint"] is not { Length: > 0 } endpoint)
            return;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var collector))
            throw new SettingException("Otlp:Endpoint", $"'{endpoint}' is no URL.");
        builder
            .Services.AddOpenTelemetry()
            .UseOtlpExporter(OpenTelemetry.Exporter.OtlpExportProtocol.Grpc, collector)
            .WithTracing(t =>
                t.AddAspNetCoreInstrumentation()
                    .AddSource("MassTransit", OriginsOnly.Client)
                    .AddProcessor(new OriginsOnly())
            )
            .WithMetrics(m =>
                m.AddAspNetCoreInstrumentation()
                    .AddRuntimeInstrumentation()
                    .AddMeter(
                        "MassTransit",
                        "System.Net.Http",
                        "Microsoft.AspNetCore.Server.Kestrel",
                        "Syndication.*"
                    )
            )
            .WithLogging();
        builder.Logging.AddOpenTelemetry(o => o.IncludeScopes = true);
    }
}
