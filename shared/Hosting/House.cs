using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Health;
using Syndication.Hosting.Json;
using Syndication.Hosting.Outbound;
using Syndication.Hosting.Problems;
using Syndication.Hosting.Publication;
using Syndication.Hosting.Security;
using Syndication.Hosting.Storage;
using Syndication.Hosting.Telemetry;

namespace Syndication.Hosting;

/// <summary>What every process of the house has in common, from its first line to its last.</summary>
public static class House
{
    // The promise is 10 s from SIGTERM to the end; the rest is for what comes after the last request.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(8);
    private const int ImpossibleSetting = 78; // EX_CONFIG of sysexits.h

    /// <summary>Builds and runs a process; an impossible setting ends it with one line on standard error.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="url">Where it listens unless told otherwise.</param>
    /// <param name="add">Adds the services it consists of.</param>
    /// <param name="map">Maps their endpoints.</param>
    /// <returns>The exit code: 0, or 78 for a setting that cannot be.</returns>
    public static async Task<int> RunAsync(
        string[] args,
        string url,
        Action<WebApplicationBuilder> add,
        Action<WebApplication> map
    )
    {
        try
        {
            var builder = WebApplication.CreateBuilder(args);
            builder.AddHouse(url);
            add(builder);
            await using var app = builder.Build();
            app.MapHouse();
            map(app);
            await StartAsync(app);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception e) when (Explain(e) is { } line)
        {
            await using var error = new StreamWriter(OpenStandardError(), new UTF8Encoding(false));
            await error.WriteLineAsync(line);
            return ImpossibleSetting;
        }
    }

    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await EndAsync(app);
            throw;
        }
    }

    // What has begun comes to its end before what it needs is disposed of.
    private static async Task EndAsync(WebApplication app)
    {
        try
        {
            await app.StopAsync();
        }
#pragma warning disable CA1031 // why it did not start is what its operator must read, not what came of that
        catch (Exception)
#pragma warning restore CA1031
        {
            // Half a house that does not end in good order ends all the same.
        }
    }

    private static void AddHouse(this WebApplicationBuilder builder, string url)
    {
        RequireUnicode();
        builder.AddQuietLogging();
        if (
            string.IsNullOrEmpty(builder.Configuration["urls"]) && builder.Configuration["http_ports"] is null
        )
            builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = BodyLimit.Default;
            var room = k.ApplicationServices.GetRequiredService<ConnectionRoom>();
            k.ConfigureEndpointDefaults(address =>
                address.Use(next => connection => room.PassAsync(connection, next))
            );
        });
        builder.Services.AddSingleton(new ConnectionRoom(OpenFiles.MostConnections));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new DataDirectory(builder.Configuration));
        builder.Services.AddValidatedOptions<PublicationOptions>("Publication");
        builder.Services.AddSingleton(CategorySetting.Read(builder.Configuration));
        builder.Services.AddSingleton<PublicAddress>();
        builder.Services.AddOutboundHttp();
        builder.Services.AddApiKeys();
        builder.Services.AddRateLimits();
        builder.Services.AddCors();
        builder.Services.AddHealthChecks();
        builder
            .Services.AddProblemDetails(o => o.CustomizeProblemDetails = ProblemWords.Complete)
            .AddExceptionHandler<BadRequestExplainer>()
            .AddExceptionHandler<OutageExplainer>();
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(o => HouseJson.Apply(o.SerializerOptions));
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = Farewell);
        builder.AddTelemetry();
    }

    // Below every other source, so that any setting of Logging:LogLevel wins.
    private static void AddQuietLogging(this WebApplicationBuilder builder) =>
        builder.Configuration.Sources.Insert(
            0,
            new MemoryConfigurationSource
            {
                InitialData = new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["Logging:LogLevel:Default"] = "Information",
                    ["Logging:LogLevel:Microsoft"] = "Warning",
                    ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
                    ["Logging:LogLevel:MassTransit"] = "Warning",
                    // As long as it may log, every request gets an activity and a scope that nobody reads: most of what an
                    // answer from memory costs. Where traces are wanted, they are made all the same.
                    ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
                    // Whoever asks for the health is told; each question need not be logged as a failure.
                    ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "Critical",
                    // Two lines for each call without a key: whoever knocks could fill the disk.
                    ["Logging:LogLevel:Syndication.Hosting.Security.ApiKeyAuthentication"] = "Warning",
                    ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
                    // It tells a start that failed with a stack trace, beside the line that helps; what is critical stays.
                    ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
                },
            }
        );

    private static void MapHouse(this WebApplication app)
    {
        // Here, and not while the host starts: it would log a stack trace beside the one line that helps.
        app.Services.GetService<IStartupValidator>()?.Validate();
        Announce(app.Services.GetRequiredService<ApiKeyRing>());
        app.UseExceptionHandler();
        // Without it a request that no endpoint takes is answered with a status and no word.
        app.UseStatusCodePages();
        app.UseMiddleware<OneLength>();
        app.UseMiddleware<BodyLimit>();
        // Before whatever refuses: a page of another origin is to read the refusal too.
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
        // Behind it: a key must be known before its calls are counted.
        app.UseRateLimiter();
        app.MapHealth();
    }

#pragma warning disable RS0030 // shown to whoever starts it for the first time; a log would keep the secret
    private static void Announce(ApiKeyRing ring)
    {
        if (ring.JustMade is { } key)
            Console.WriteLine(
                $"API key, all scopes. Copy it: it is shown only now. Its SHA-256 is in {ring.KeptIn}; "
                    + $"if the key is lost, delete that file and start again for another.\n  {key}"
            );
    }
#pragma warning restore RS0030

    // Without ICU string.Normalize does nothing and says nothing; names would no longer match.
    private static void RequireUnicode()
    {
        // As escapes: an editor that normalises would make both sides of the comparison the same.
        if ("\u09DC".Normalize(NormalizationForm.FormC) == "\u09DC")
            throw new SettingException(
                "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT",
                "text needs ICU; install libicu."
            );
    }

    private static string AboutUrls(Exception e) => $"Setting 'urls': {e.Message}";

    private static string? Explain(Exception e) =>
        e switch
        {
            SettingException => e.Message,
            OptionsValidationException options => string.Join(' ', options.Failures),
            InvalidOperationException
                when e.Message.StartsWith("Failed to convert conf", StringComparison.Ordinal) => e.Message,
            FormatException when e.Message.StartsWith("Invalid url", StringComparison.Ordinal) => AboutUrls(
                e
            ),
            IOException { InnerException: AddressInUseException } => AboutUrls(e),
            SocketException
            {
                SocketErrorCode: SocketError.AccessDenied or SocketError.AddressNotAvailable
            } => AboutUrls(e),
            AggregateException { InnerExceptions: [var only] } => Explain(only),
            _ => null,
        };

#pragma warning disable RS0030 // the one line that must be readable when logging was never set up
    private static Stream OpenStandardError() => Console.OpenStandardError();
#pragma warning restore RS0030
}
