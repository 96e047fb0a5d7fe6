namespace Syndication.Hosting.Outbound;

/// <summary>A call to the outside; <paramref name="Url"/> is absolute, http or https, and names no user.</summary>
public sealed record OutboundRequest(Uri Url)
{
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>
    /// Besides those that every call bears; <c>Authorization</c> is not sent on to another origin. A line break in one is an
    /// <see cref="ArgumentException"/>.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Its <c>Content-Type</c> stands among <see cref="Headers"/>.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>How many redirects are followed; with 0 a redirect is an answer like any other.</summary>
    public int MostRedirects { get; init; } = 5;

    /// <summary>Bytes of the answer's body, as sent and after decompression.</summary>
    public int MostBytes { get; init; } = 16 << 20;

    /// <summary>
    /// Where a success says everything by its status: it is answered without header fields, and without its body, which may be
    /// slow, broken or endless.
    /// </summary>
    public bool StatusSuffices { get; init; }

    /// <summary>
    /// Where any answer says everything by its status, and its body is only to be looked at: so many of its first bytes are
    /// answered, as far as they come within a second. Null: the body is read as <see cref="MostBytes"/> says.
    /// </summary>
    public int? Glimpse { get; init; }

    /// <summary>
    /// A service of this house, at an address from its own settings: it may lie in private space. Never for an address that
    /// somebody else named; redirects are not followed.
    /// </summary>
    public bool InHouse { get; init; }

    /// <summary>
    /// Anybody may have given the address. Its name is looked up among those of other strangers: however many of them nobody
    /// answers for, nobody else waits.
    /// </summary>
    public bool ToStranger { get; init; }

    /// <summary>
    /// It has connections of its own: where another server takes few calls at once, it does not wait behind all the others.
    /// </summary>
    public bool IsUrgent { get; init; }

    /// <summary>For everything: names, connections, redirects, and the last byte of the body.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);
}
