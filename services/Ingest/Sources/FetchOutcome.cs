using Syndication.Ingest.Articles;
using Syndication.Ingest.WebSub;

namespace Syndication.Ingest.Sources;

/// <summary>How asking a source ended.</summary>
internal abstract record FetchOutcome
{
    private FetchOutcome() { }

    /// <summary>A good answer, with news or without.</summary>
    public abstract record Good : FetchOutcome
    {
        public required int Status { get; init; }
        public PollHints Hints { get; init; } = PollHints.None;

        /// <summary>As they came, to be sent back; null takes an older one away.</summary>
        public string? ETag { get; init; }
        public string? LastModified { get; init; }

        /// <summary>Where the source lies from now on (301, 308); null where it stays.</summary>
        public string? MovedTo { get; init; }

        /// <summary>What it says of hubs; null where it says nothing, which changes nothing.</summary>
        public HubOffer? Hub { get; init; }

        /// <summary>SHA-256 of the body; null so that the same body is read again.</summary>
        public string? BodyHash { get; init; }
    }

    /// <summary>The server says so, or the body is the same.</summary>
    public sealed record NotModified : Good;

    public sealed record Fetched : Good
    {
        public required IReadOnlyList<ArticleInput> Articles { get; init; }

        /// <summary>What readers of the source can no longer see.</summary>
        public IReadOnlyList<WithdrawnEntry> Withdrawn { get; init; } = [];
        public TimeSpan? Rhythm { get; init; }

        /// <summary>How long before the call what was answered was true: a cache stood in between.</summary>
        public TimeSpan Age { get; init; }

        /// <summary>The latest edit among them.</summary>
        public DateTimeOffset? Newest { get; init; }

        /// <summary>There was more than one poll takes: go on soon.</summary>
        public bool HasMore { get; init; }

        /// <summary>What was left out, in a sentence.</summary>
        public string? Remark { get; init; }
    }

    /// <summary>410: it will not come back.</summary>
    public sealed record Gone(string Reason) : FetchOutcome;

    /// <summary>429 or 503: the host wants to be left alone, for as long as it says.</summary>
    public sealed record Throttled(int Status, TimeSpan? Wait, string Reason) : FetchOutcome;

    /// <summary>Anything else; there is a status if there was an answer.</summary>
    public sealed record Failed(int? Status, string Reason) : FetchOutcome;
}
