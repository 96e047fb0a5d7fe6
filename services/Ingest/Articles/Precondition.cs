using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Syndication.Ingest.Articles;

/// <summary>What <c>If-Match</c> asks of an article (RFC 9110 §13.1.1).</summary>
internal sealed class Precondition
{
    /// <summary>None was sent, or <c>*</c>: whatever is there will do.</summary>
    public static readonly Precondition None = new(null);

    private readonly IReadOnlyCollection<int>? _revisions;

    private Precondition(IReadOnlyCollection<int>? revisions) => _revisions = revisions;

    public bool Allows(int revision) => _revisions?.Contains(revision) ?? true;

    public static bool TryParse(string? header, [NotNullWhen(true)] out Precondition? condition)
    {
        condition = None;
        if (header is null || header.Trim() == "*")
            return true;
        condition = null;
        if (!EntityTagHeaderValue.TryParseStrictList([header], out var tags))
            return false;
        // Strong comparison: a weak tag matches nothing, and so does one that was never ours.
        condition = new([.. tags.Where(t => !t.IsWeak).Select(t => Revision(t.Tag.AsSpan())).OfType<int>()]);
        return true;
    }

    private static int? Revision(ReadOnlySpan<char> tag) =>
        int.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : null;
}
