namespace Syndication.Hosting.Outbound;

/// <summary>Section <c>Network</c>: where calls to the outside may go.</summary>
public sealed class NetworkOptions
{
    /// <summary>
    /// True lets them go to any address, this machine and its network included. For tests and intranets: whoever may name
    /// an address can then reach whatever this machine can.
    /// </summary>
    public bool AllowPrivateAddresses { get; init; }
}
