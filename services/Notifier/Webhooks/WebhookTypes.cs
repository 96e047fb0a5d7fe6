namespace Syndication.Notifier.Webhooks;

/// <summary>The types of events, as endpoints see them.</summary>
internal static class WebhookTypes
{
    public const string ArticlePublished = "article.published";
    public const string ArticleRevised = "article.revised";
    public const string ArticleRetracted = "article.retracted";
    public const string AlertSent = "alert.sent";
    public const string AlertCorrected = "alert.corrected";
    public const string AlertWithdrawn = "alert.withdrawn";

    /// <summary>Sent when somebody asks for it, and never else.</summary>
    public const string Test = "test";

    /// <summary>Those that an endpoint can ask for.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        ArticlePublished,
        ArticleRevised,
        ArticleRetracted,
        AlertSent,
        AlertCorrected,
        AlertWithdrawn,
    ];
}
