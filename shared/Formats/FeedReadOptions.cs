namespace Syndication.Formats;

/// <summary>What is known of a document besides its bytes.</summary>
public sealed record FeedReadOptions
{
    /// <summary>The <c>Content-Type</c> it was served with; its charset comes second after a byte order mark.</summary>
    public string? ContentType { get; init; }

    /// <summary>The address it was fetched from, against which relative ones are resolved.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>The zone of dates in words that name none, such as Bengali ones.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>False leaves summaries and contents as they came: for those who clean later, never for showing.</summary>
    public bool Clean { get; init; } = true;

    /// <summary>Bytes, 16 MiB where nothing is said; what is longer is refused.</summary>
    public int MaxBytes { get; init; } = 16 * 1024 * 1024;
}
