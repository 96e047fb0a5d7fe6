using Syndication.Contracts;

namespace Syndication.Notifier.Alerts;

/// <summary>
/// What must be remembered of an article that was retracted or made an alert, so that messages may come late, twice
/// and in any order. Whatever else makes an alert for an article leaves one of these too.
/// </summary>
internal sealed class KnownArticle
{
    public required Guid Id { get; init; }

    /// <summary>
    /// The greatest taken so far, or 0; of one that is under embargo the minutes from 1970 to its end, negative: no revision
    /// of it is out, and each that comes is greater.
    /// </summary>
    public int Revision { get; private set; }

    /// <summary>The end of the embargo that it is under, rounded up to a minute; null where it is out, or nothing is known.</summary>
    public DateTimeOffset? EmbargoUntil =>
        Revision < 0 ? DateTimeOffset.UnixEpoch.AddMinutes(-(double)Revision) : null;

    public bool IsRetracted { get; private set; }

    /// <summary>The correction that readers have been told.</summary>
    public string? Correction { get; private set; }

    public bool HasSeen(int revision) => revision <= Revision;

    /// <summary>Takes a newer revision; true if it tells readers a correction they have not been told.</summary>
    public bool Take(Article article)
    {
        var told = Correction;
        Revision = article.Revision;
        IsRetracted = false;
        Correction = string.IsNullOrWhiteSpace(article.Correction) ? null : article.Correction;
        return Correction is not null && !string.Equals(Correction, told, StringComparison.Ordinal);
    }

    /// <summary>Nobody may hear of it until it is published; false where it has been already.</summary>
    public bool Embargo(DateTimeOffset until)
    {
        if (Revision > 0 || IsRetracted)
            return false;
        Revision = -(int)Math.Ceiling((until - DateTimeOffset.UnixEpoch).TotalMinutes);
        return true;
    }

    public void Retract(int revision)
    {
        Revision = revision;
        IsRetracted = true;
    }
}
