namespace Syndication.Formats.Reading;

/// <summary>A value that several elements can give; the worthier one wins, among equals the last.</summary>
internal struct Ranked<T>
{
    private int _rank;

    public T? Value { get; private set; }

    public readonly bool IsAtLeast(int rank) => _rank >= rank;

    /// <summary>Takes the value if there is one, and none of higher rank (1 and up) has come.</summary>
    public void Offer(T? value, int rank)
    {
        if (value is not null && rank >= _rank)
        {
            Value = value;
            _rank = rank;
        }
    }

    /// <summary>Says of the value taken what came later.</summary>
    public void Replace(T value) => Value = value;

    /// <summary>As <see cref="Offer"/>; among equals the first wins.</summary>
    public void OfferFirst(T? value, int rank)
    {
        if (rank > _rank)
        {
            Offer(value, rank);
        }
    }
}
