using Syndication.Contracts;
using Syndication.Hosting.Bus;

namespace Syndication.Notifier.Alerts;

/// <summary>
/// Whether the house knows that an article is out, and the question to Ingest where it does not. In a house of one process
/// everything was heard that was told, and there is no doubt.
/// </summary>
internal sealed partial class ArticleInquiry(IEventPublisher events, ILogger<ArticleInquiry> logger)
{
    /// <summary>Why an alert waits while the bus is away.</summary>
    public const string NoBus =
        "the message bus is down, so nobody can say whether the article may be told of";

    /// <summary>Why an alert waits for Ingest's answer.</summary>
    public const string Unheard = "Ingest has not said yet whether the article is out";

    /// <summary>Why an alert waits for an article that Ingest does not have.</summary>
    public const string Unknown = "Ingest knows no such article yet";

    /// <summary>False while a question would reach nobody.</summary>
    public bool CanAsk => !events.IsEmbedded && events.IsUp;

    /// <summary>Why nothing may be told of an article now; null where it may.</summary>
    /// <param name="known">Null where nothing is known of it.</param>
    public string? DoubtOf(KnownArticle? known) =>
        events.IsEmbedded ? null
        : !events.IsUp ? NoBus
        : known?.IsOut == true ? null
        : Unheard;

    /// <summary>The reason that took the place of another since; null where each is true still.</summary>
    /// <param name="held">Why an alert waits, as it was written down.</param>
    public string? OverBy(string? held) =>
        events.IsUp
            ? held == NoBus
                ? Unheard
                : null
            : held == NoBus
                ? null
                : NoBus;

    /// <summary>Asks Ingest; the answer comes over the bus, to whichever instance. What is lost is asked again.</summary>
    public async Task AskAsync(IEnumerable<Guid> articles, CancellationToken ct)
    {
        try
        {
            foreach (var article in articles)
                await events.TellAsync(new ArticleAsked(article), Guid.CreateVersion7(), ct);
        }
#pragma warning disable CA1031 // whatever went wrong on the way, the next look asks again
        catch (Exception fault) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            CannotAsk(fault.Message);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Ingest cannot be asked whether articles are out; their alerts wait, and it is asked again: {Reason}"
    )]
    private partial void CannotAsk(string reason);
}
