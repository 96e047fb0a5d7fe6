namespace Syndication.Standalone.Demo;

internal static class DemoArticles
{
    public static IEnumerable<string> Read(DateTimeOffset now, string o) => [];

    public static void MapDemo(this IEndpointRouteBuilder app) { }
}
