using Syndication.Standalone.Demo;

namespace Syndication.Standalone;

/// <summary>What the one-process edition adds to the services: where it listens, what it says first, its demo.</summary>
public sealed class EmbeddedDefaults
{
    private EmbeddedDefaults() { }

    internal const string Url = "http://localhost:8080";
    internal const string DemoSwitch = "--demo";

    internal static void Add(IHostApplicationBuilder builder, bool demo)
    {
        builder.Services.AddHostedService<Welcome>();
        if (demo)
            builder.Services.AddHostedService<DemoSeed>();
    }

    internal static void Map(IEndpointRouteBuilder app, bool demo)
    {
        if (demo)
            app.MapDemo();
    }
}
