namespace Syndication.Notifier.Deliveries;

/// <summary>
/// A recipient's byte: the state in its low half; in the high half of one that is delivered, which version of the alert it
/// was, so that a correction goes to nobody who has had its words already.
/// </summary>
internal static class RecipientStates
{
    private const int Most = 16;

    public static RecipientState Of(byte kept) => (RecipientState)(kept & 0x0F);

    /// <summary>The version that was delivered: 1, 2, … 16 and above.</summary>
    public static int SequenceOf(byte kept) => (kept >> 4) + 1;

    /// <param name="state">What became of it.</param>
    /// <param name="sequence">Of one that is delivered, the version; counted up to 16.</param>
    public static byte Pack(RecipientState state, int sequence) =>
        state == RecipientState.Delivered
            ? (byte)((byte)state | ((Math.Clamp(sequence, 1, Most) - 1) << 4))
            : (byte)state;

    /// <summary>True while the batch itself has to do something about it.</summary>
    public static bool IsOpen(byte kept) => Of(kept) is RecipientState.Waiting or RecipientState.Counted;

    /// <summary>Had an earlier version than this one; of versions beyond the sixteenth nobody knows, so all had.</summary>
    public static bool HadBefore(byte kept, int sequence) =>
        Of(kept) == RecipientState.Delivered
        && (SequenceOf(kept) < Math.Min(sequence, Most) || sequence > Most);
}
