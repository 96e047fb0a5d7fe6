using System.Net;

namespace Syndication.Ingest.WordPress;

/// <summary>How the reading of a site ended.</summary>
internal abstract record WordPressReading
{
    private WordPressReading() { }

    /// <summary>What was new or edited.</summary>
    /// <param name="Posts">Oldest edit first; each post once.</param>
    /// <param name="Withdrawn">Posts that came without their text because they are behind a password now.</param>
    /// <param name="Mark">From where to read on; to be kept only once the posts are.</param>
    /// <param name="HasMore">There is more to be read at once: this was as much as one reading takes.</param>
    public sealed record Read(
        IReadOnlyList<WordPressPost> Posts,
        IReadOnlyList<WithdrawnPost> Withdrawn,
        WordPressMark Mark,
        bool HasMore
    ) : WordPressReading;

    /// <summary>Which of the posts asked about are gone. All others are there, or could not be asked about.</summary>
    public sealed record Checked(IReadOnlyList<WithdrawnPost> Gone) : WordPressReading;

    /// <summary>Nothing was read; <paramref name="Reason"/> is a sentence for the newsroom.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Status">The site's status, where it gave one.</param>
    /// <param name="RetryAfter">How long the site wants to be left alone, where it says so.</param>
    public sealed record Failed(string Reason, HttpStatusCode? Status = null, TimeSpan? RetryAfter = null)
        : WordPressReading;
}
