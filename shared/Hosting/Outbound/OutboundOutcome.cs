namespace Syndication.Hosting.Outbound;

/// <summary>How a call to the outside ended.</summary>
public abstract record OutboundOutcome
{
    private OutboundOutcome() { }

    /// <summary>There is an answer, good or bad.</summary>
    public sealed record Answered(OutboundAnswer Answer) : OutboundOutcome;

    /// <summary>
    /// There is no whole answer; <paramref name="Reason"/> is a sentence for the newsroom's people. It tells what this machine
    /// can reach, so it is not for the public.
    /// </summary>
    public abstract record Failed(string Reason) : OutboundOutcome;

    /// <summary>It was not called: not http or https, or not in the public internet. Trying again is no use.</summary>
    public sealed record Refused(string Reason) : Failed(Reason);

    /// <summary>The body or the header fields are longer than was asked for.</summary>
    public sealed record TooLarge(string Reason) : Failed(Reason);

    /// <summary>The time was up.</summary>
    public sealed record TimedOut(string Reason) : Failed(Reason);

    /// <summary>No such name, no connection, no trust in the certificate, or no HTTP that could be understood.</summary>
    public sealed record Unreachable(string Reason) : Failed(Reason);

    /// <summary>Too many redirects, a ring of them, one without an address, or one from https to http or to neither.</summary>
    public sealed record BadRedirect(string Reason) : Failed(Reason);
}
