using Syndication.Hosting.Publication;

namespace Syndication.Standalone;

/// <summary>Tells a person who has just started it where everything is.</summary>
internal sealed class Welcome(PublicAddress address, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => Say(Text(address.Origin)));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal static string Text(string origin) =>
        $"""

            Syndication is running.
              All feeds      {origin}/   (for people)
              Feeds          {origin}/feeds/all.rss   (also .atom, .json)
                             {origin}/feeds/international.rss, and so on for every category
              Alerts         {origin}/alerts   (for people)
              Alert stream   {origin}/api/alerts/stream
              Articles       {origin}/api/articles   (POST, with 'Authorization: Bearer <API key>')
              Health         {origin}/health/ready

            """;

#pragma warning disable RS0030 // a greeting to whoever started it, not a log
    private static void Say(string text) => Console.WriteLine(text);
#pragma warning restore RS0030
}
