namespace Syndication.Ingest.Articles;

/// <summary>How an article came in, which is no part of what it says.</summary>
/// <param name="SourceId">The source that brought it; null for the API.</param>
/// <param name="HoldReason">Why it must wait for the newsroom whatever its categories are; null where it need not.</param>
internal sealed record Arrival(Guid? SourceId = null, string? HoldReason = null)
{
    /// <summary>The sender that everything without a source is counted as, unless it says otherwise.</summary>
    public const string Api = "api";

    public static readonly Arrival ByApi = new();

    /// <summary>A file from elsewhere: what it says of an article that others have brought is no correction of theirs.</summary>
    public static readonly Arrival ByImport = new() { Way = "import" };

    /// <summary>
    /// When its source surely said so. What it would change of an article that was revised after that is left alone, unless
    /// the edit itself is dated later. Null where the word is the latest there is.
    /// </summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Which way it came where no source brought it.</summary>
    public string Way { get; private init; } = Api;

    /// <summary>Whose word it is: two guids of one sender are two articles, those of two senders may be one.</summary>
    public string Sender => SourceId is { } source ? $"source:{source}" : Way;
}
