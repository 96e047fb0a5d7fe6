using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Syndication.Contracts;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Tests.Deliveries;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Alerts;

/// <summary>A Notifier that hears of articles over a <see cref="Wire"/>, as it does in a house of several processes.</summary>
internal static class WiredFan
{
    public static Fan Start(string database, ManualTime? time = null)
    {
        Fan? fan = null;
        fan = new(
            database,
            time,
            replace: services =>
                services
                    .RemoveAll<IChannel>()
                    .AddSingleton<IChannel>(fan!.Channel)
                    .AddSingleton<Wire>()
                    .AddSingleton<Hosting.Bus.IEventPublisher>(p => p.GetRequiredService<Wire>())
        );
        return fan;
    }

    public static Wire Wire(this Fan fan) => fan.Host.The<Wire>();

    /// <summary>What Ingest says of an article.</summary>
    public static ArticleStanding Stands(
        Guid article,
        PublicationState state,
        int revision = 1,
        DateTimeOffset? until = null
    ) =>
        new()
        {
            ArticleId = article,
            Revision = revision,
            State = state,
            Until = until,
        };

    public static ArticleEmbargoed Embargoed(this Article article, int revision, DateTimeOffset until) =>
        new()
        {
            ArticleId = article.Id,
            Revision = revision,
            Until = until,
        };
}
