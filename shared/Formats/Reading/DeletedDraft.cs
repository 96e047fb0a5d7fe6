namespace Syndication.Formats.Reading;

/// <summary>A withdrawn entry while it is read (RFC 6721 §3).</summary>
internal sealed record DeletedDraft(string? Id, DateTimeOffset? When)
{
    public string? Comment { get; set; }

    /// <summary>Null where the standard's two attributes are not both there.</summary>
    public DeletedEntry? Build() =>
        Id is { Length: > 0 } id && When is { } when ? new(id, when, Comment) : null;
}
