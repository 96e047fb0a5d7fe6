using Syndication.Standalone.Demo;

namespace Syndication.Standalone;

/// <summary>What the one-process edition adds to the services: where it listens, what it says first, its demo.</summary>
public static class EmbeddedDefaults
{
    internal const string Url = "http://localhost:8080";
    internal const string DemoSwitch = "--demo";

    internal static void AddEmbeddedDefaults(this IHostApplicationBuilder builder, bool demo)
    {
        builder.Services.AddHostedService<Welcome>();
        if (demo)
            builder.Services.AddHostedService<DemoSeed>();
    }

    internal static void MapEmbedded(this IEndpointRouteBuilder app, bool demo)
    {
        if (demo)
            app.MapDemo();
    }
}
