using System.ComponentModel.DataAnnotations;

namespace Syndication.Notifier.Subscriptions;

/// <summary>Section <c>Subscriptions</c>.</summary>
public sealed class SubscriptionOptions
{
    /// <summary>Origins whose pages may subscribe readers, besides the publication's site and this house's own.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];
}

/// <summary>Section <c>Push</c>: which push services are known.</summary>
public sealed class PushHostOptions
{
    private static readonly string[] Usual =
    [
        "fcm.googleapis.com",
        "android.googleapis.com",
        "jmt17.google.com",
        "*.push.services.mozilla.com",
        "*.push.apple.com",
        "*.notify.windows.com",
    ];

    /// <summary>Push services that are trusted with any number of readers, besides those of the browsers: a host, or
    /// <c>*.</c> and a domain.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>
    /// Subscriptions at an origin that is not known. Anybody can name one: without a bound, this house could be made to
    /// hammer a stranger.
    /// </summary>
    [Range(0, 1_000_000_000)]
    public int MostAtUnknownOrigin { get; init; } = 1000;

    public bool Knows(string host) => Usual.Concat(Hosts).Any(known => Covers(known, host));

    private static bool Covers(string known, string host) =>
        known.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(known[1..], StringComparison.OrdinalIgnoreCase)
            : string.Equals(host, known, StringComparison.OrdinalIgnoreCase);
}
