using Syndication.Ingest.Sources;

namespace Syndication.Ingest.Store;

/// <summary>A source with all that is known of its polling; one row, so that a lease covers it whole.</summary>
internal sealed class SourceRow
{
    public Guid Id { get; init; }
    public SourceKind Kind { get; set; }
    public required string Url { get; set; }
    public required string Name { get; set; }

    /// <summary>The source's category names, as the newsroom wrote them, to slugs here.</summary>
    public Dictionary<string, string> CategoryMap { get; set; } = [];
    public List<string> DefaultCategories { get; set; } = [];

    /// <summary>As the newsroom set it; null lets the source's rhythm decide.</summary>
    public TimeSpan? PollInterval { get; set; }
    public bool Enabled { get; set; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null where it is not polled: switched off, or gone.</summary>
    public DateTimeOffset? NextPollAt { get; set; }
    public DateTimeOffset? LastPolledAt { get; set; }

    /// <summary>The HTTP status; null where none came.</summary>
    public int? LastStatus { get; set; }
    public string? LastError { get; set; }
    public int FailuresInARow { get; set; }
    public long ArticlesSeen { get; set; }

    /// <summary>Validators as they came, apart: either may change alone.</summary>
    public string? ETag { get; set; }
    public string? LastModified { get; set; }

    /// <summary>SHA-256 of the last body, for servers that never say 304.</summary>
    public string? BodyHash { get; set; }

    /// <summary>The usual time between two articles, as seen so far.</summary>
    public TimeSpan? Rhythm { get; set; }

    /// <summary>The latest edit seen, for <c>modified_after</c>.</summary>
    public DateTimeOffset? Watermark { get; set; }

    /// <summary>The instance that polls it now, and until when no other may.</summary>
    public Guid? LeasedBy { get; set; }
    public DateTimeOffset? LeasedUntil { get; set; }

    /// <summary>Since when everything it brings waits for the newsroom, and why.</summary>
    public DateTimeOffset? FrozenAt { get; set; }
    public string? FrozenReason { get; set; }

    /// <summary>Addresses with blanks between, the one that is asked first (<see cref="WebSub.HubList"/>).</summary>
    public string? Hub { get; set; }
    public string? Topic { get; set; }
    public HubState HubState { get; set; }

    /// <summary>When the hub is to be asked next (subscribe, again, renew); null where there is nothing to ask.</summary>
    public DateTimeOffset? HubDueAt { get; set; }

    /// <summary>How often it was asked since it last verified.</summary>
    public int HubFailures { get; set; }

    /// <summary>Why the hub does not serve us, in a sentence.</summary>
    public string? HubError { get; set; }

    /// <summary>The unguessable last segment of <c>/websub/callback/…</c>.</summary>
    public string? HubToken { get; set; }
    public string? HubSecret { get; set; }
    public DateTimeOffset? HubLeaseUntil { get; set; }

    /// <summary>
    /// The first push that was signed and good; before it the hub is not relied upon. In the future where it has let
    /// articles slip.
    /// </summary>
    public DateTimeOffset? HubTrustedAt { get; set; }
    public DateTimeOffset? HubLastPushAt { get; set; }
}
