using Syndication.Notifier.Deliveries;

namespace Syndication.Notifier.WebSub;

/// <summary>
/// The ways to callbacks, one for each host: they may be anybody's, and what one of them does holds up nobody else. Questions
/// of intent have places of their own beside distributions.
/// </summary>
internal sealed class HubGates(FlashWatch flash, TimeProvider time)
{
    /// <summary>Of how many something is remembered.</summary>
    public const int MostHosts = 4096;

    private readonly GateBook _book = new(
        new(Bulk: 16, Flash: 4) { Failures = 4, LongestRest = TimeSpan.FromMinutes(10) },
        MostHosts,
        flash,
        time
    );

    public int Remembered => _book.Count;

    /// <summary>Makes a call when its host may be called.</summary>
    /// <param name="origin">As <see cref="HubSubscription.Origin"/>.</param>
    /// <param name="callback">Whom it is for: what one callback says of "too many" is not yet what its host says.</param>
    /// <param name="question">It takes one of the places of questions.</param>
    /// <param name="call">Makes it.</param>
    /// <param name="outcome">What its answer says of the host.</param>
    /// <param name="ct">Ends the wait for a place.</param>
    /// <returns>The answer; or, of a call that was not made, when there is use in coming back, unless nobody can say.</returns>
    public async Task<HubCall<T>> CallAsync<T>(
        string origin,
        string callback,
        bool question,
        Func<Task<T>> call,
        Func<T, DeliveryOutcome> outcome,
        CancellationToken ct
    )
    {
        // While there are more hosts than are remembered.
        if (_book.Of(origin) is not { } gate)
            return HubCall<T>.NotMade(null);
        var pass = await gate.EnterAsync(question, ct);
        if (!pass.IsIn)
            return HubCall<T>.NotMade(pass.ComeBackAfter);
        DeliveryOutcome? end = null;
        var begin = time.GetTimestamp();
        try
        {
            gate.Sent(pass.Ticket);
            var answer = await call();
            end = outcome(answer);
            return HubCall<T>.Made(answer, time.GetElapsedTime(begin));
        }
        finally
        {
            gate.Leave(pass.Ticket, question, end, string.GetHashCode(callback, StringComparison.Ordinal));
        }
    }
}
