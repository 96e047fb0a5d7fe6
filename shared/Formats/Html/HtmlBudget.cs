namespace Syndication.Formats.Html;

/// <summary>
/// What all the texts of one document may cost together, so that many dear ones are no way round the limits of one.
/// For one thread at a time.
/// </summary>
/// <param name="work">
/// Counted, never timed, so that the same document always ends alike: 2,000 or so for an entry of 3,000 characters,
/// at most 3 million for one text. The default is enough for some 5,000 entries, and spent within about two seconds.
/// </param>
public sealed class HtmlBudget(long work = 10_000_000)
{
    private long _left = work;

    /// <summary>Whether nothing more will be cleaned.</summary>
    public bool IsSpent => _left < 0;

    /// <exception cref="HtmlTooComplexException">More than is left.</exception>
    internal void Take(long cost)
    {
        _left = Math.Max(-1, _left - cost);
        if (IsSpent)
        {
            throw new HtmlTooComplexException("The HTML of the whole document is too much.");
        }
    }
}
