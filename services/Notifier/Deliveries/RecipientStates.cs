namespace Syndication.Notifier.Deliveries;

/// <summary>
/// A recipient's byte: the state in its low half; in the high half which version of the alert the reader has, or may have, so
/// that a correction or a withdrawal goes to everybody who may have seen an earlier one, and to nobody who has its words
/// already. Of <see cref="RecipientState.DueCounted"/> the high half tells as well what it was before.
/// </summary>
internal static class RecipientStates
{
    private const int Most = 16;
    private const int MostUnsure = 15;
    private const int MostCounted = 4;
    private static readonly RecipientState[] Due =
    [
        RecipientState.Retrying,
        RecipientState.Deferred,
        RecipientState.Capped,
    ];

    public static RecipientState Of(byte kept) => (RecipientState)(kept & 0x0F);

    /// <summary>As the alert's figures count it: a place of the reader's day alone changes nothing about a delivery.</summary>
    public static RecipientState CountedAs(byte kept) =>
        Of(kept) == RecipientState.DueCounted ? Due[(kept >> 4) % Due.Length] : Of(kept);

    /// <summary>
    /// The earliest version that the reader has, or may have because no answer came: 1, 2, … and never more than it was; 0
    /// where the reader cannot have seen any.
    /// </summary>
    public static int SeenOf(byte kept) =>
        Of(kept) switch
        {
            RecipientState.Delivered or RecipientState.Told => (kept >> 4) + 1,
            RecipientState.Retrying
            or RecipientState.Deferred
            or RecipientState.Capped
            or RecipientState.Expired
            or RecipientState.Failed
            or RecipientState.Skipped => kept >> 4,
            RecipientState.DueCounted => (kept >> 4) / Due.Length,
            _ => 0,
        };

    /// <param name="state">What became of it.</param>
    /// <param name="seen">As <see cref="SeenOf"/>.</param>
    public static byte Pack(RecipientState state, int seen) =>
        (byte)(
            (byte)state
            | state switch
            {
                RecipientState.Delivered or RecipientState.Told => (Math.Clamp(seen, 1, Most) - 1) << 4,
                RecipientState.Retrying
                or RecipientState.Deferred
                or RecipientState.Capped
                or RecipientState.Expired
                or RecipientState.Failed
                or RecipientState.Skipped => Math.Clamp(seen, 0, MostUnsure) << 4,
                _ => 0,
            }
        );

    /// <summary>The same with a place of the reader's day.</summary>
    /// <param name="kept">As it was.</param>
    /// <param name="isDue">A <see cref="DueDelivery"/> says its turn; otherwise its batch does.</param>
    public static byte Count(byte kept, bool isDue)
    {
        if (!isDue)
            return (byte)RecipientState.Counted;
        var before = Math.Max(0, Array.IndexOf(Due, CountedAs(kept)));
        var seen = Math.Min(MostCounted, SeenOf(kept));
        return (byte)((byte)RecipientState.DueCounted | ((before + (seen * Due.Length)) << 4));
    }

    /// <summary>True while the batch itself has to do something about it.</summary>
    public static bool IsOpen(byte kept) => Of(kept) is RecipientState.Waiting or RecipientState.Counted;

    /// <summary>True of one whose push service has taken it, alone or in a digest.</summary>
    public static bool IsTold(RecipientState state) =>
        state is RecipientState.Delivered or RecipientState.Told;

    /// <summary>Had an earlier version than this one, or may have had it and will not be tried again; of versions beyond the sixteenth nobody knows, so all had.</summary>
    public static bool HadBefore(byte kept, int sequence) =>
        (
            IsTold(Of(kept))
            || (Of(kept) is RecipientState.Expired or RecipientState.Failed && SeenOf(kept) > 0)
        ) && (SeenOf(kept) < Math.Min(sequence, Most) || sequence > Most);
}
