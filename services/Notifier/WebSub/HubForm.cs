using System.Text;
using Syndication.Notifier.Callbacks;

namespace Syndication.Notifier.WebSub;

/// <summary>Reads the form of a request (WebSub §5.1); what it does not know it passes over (§5.1.1).</summary>
/// <param name="form">As it came.</param>
/// <param name="origin">The publication's own, without a trailing slash.</param>
/// <param name="anywhere">Callbacks may lie in private space.</param>
internal sealed class HubForm(IFormCollection form, string origin, bool anywhere)
{
    private const int LongestTopic = 1024;

    // WebSub §5.1: "less than 200 bytes".
    private const int SecretBytes = 200;

    /// <summary>Whoever publishes here is this house: nobody else tells its hub what is new.</summary>
    public bool IsPublish => string.Equals(form["hub.mode"], "publish", StringComparison.Ordinal);

    /// <summary>What is wrong, for the one who sent it; null where there is an <see cref="Ask"/>.</summary>
    public string? Fault { get; private set; }

    public HubAsk? Ask()
    {
        var mode = Mode();
        var topic = Topic();
        var callback = Target();
        var lease = Duration();
        var secret = Secret();
        return Fault is null ? new(mode, topic.Url, topic.Path, callback!, secret, lease) : null;
    }

    private HubMode Mode() =>
        One("hub.mode") switch
        {
            "subscribe" => HubMode.Subscribe,
            "unsubscribe" => HubMode.Unsubscribe,
            "" => default,
            _ => Wrong<HubMode>("hub.mode is 'subscribe' or 'unsubscribe'."),
        };

    private (string Url, string Path) Topic()
    {
        var topic = One("hub.topic");
        if (topic.Length == 0)
            return default;
        if (topic.Length > LongestTopic)
            return Wrong<(string, string)>($"hub.topic is longer than {LongestTopic} characters.");
        return TopicAddress.PathOf(topic, origin) is { } path
            ? (topic, path)
            : Wrong<(string, string)>($"hub.topic is no feed of this hub: those begin with {origin}/feeds/.");
    }

    private Callback? Target()
    {
        var text = One("hub.callback");
        if (text.Length == 0)
            return null;
        return Callback.TryParse(text, anywhere, out var callback, out var fault)
            ? callback
            : Wrong<Callback>($"hub.callback {fault}.");
    }

    private TimeSpan Duration() =>
        Lease.Grant(One("hub.lease_seconds", mayLack: true))
        ?? Wrong<TimeSpan>("hub.lease_seconds is a number of seconds.");

    // Many send the parameter without a value where they have none.
    private byte[]? Secret()
    {
        var secret = Encoding.UTF8.GetBytes(One("hub.secret", mayLack: true));
        if (secret.Length >= SecretBytes)
            return Wrong<byte[]>(
                $"hub.secret is less than {SecretBytes} bytes; this one has {secret.Length}."
            );
        return secret.Length > 0 ? secret : null;
    }

    private string One(string name, bool mayLack = false)
    {
        var values = form[name];
        if (values.Count > 1)
            Wrong<string>($"{name} is there {values.Count} times.");
        var value = values.Count == 0 ? "" : values[0] ?? "";
        if (value.Length == 0 && !mayLack)
            Wrong<string>($"{name} is missing.");
        return value;
    }

    // The first of several: in the order of the standard's list.
    private T? Wrong<T>(string fault)
    {
        Fault ??= fault;
        return default;
    }
}
