using System.Text.Json;
using Syndication.Notifier.Callbacks;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Webhooks;

/// <summary>Reads a <see cref="WebhookWish"/> from JSON; what it does not know, it leaves alone.</summary>
/// <param name="body">An object.</param>
/// <param name="topics">Which there are.</param>
/// <param name="held">Slugs that this webhook has.</param>
/// <param name="anywhere">Endpoints may lie in private space, and be plain http.</param>
/// <param name="faults">Gets what is wrong, by field.</param>
internal sealed class WebhookReader(
    JsonElement body,
    Topics topics,
    IReadOnlyList<string> held,
    bool anywhere,
    FieldFaults faults
)
{
    private const string Missing = "It is missing.";
    private const int LongestDescription = 200;

    /// <summary>What a new one must tell.</summary>
    public WebhookWish ReadNew()
    {
        foreach (var field in (string[])["url", "topics"])
            if (!body.TryGetProperty(field, out _))
                faults.Add(field, Missing);
        return Read();
    }

    public WebhookWish Read()
    {
        var wishes = new WishReader(body, topics, held, "", faults);
        var tellsDescription = body.TryGetProperty("description", out var description);
        return new()
        {
            Url = body.TryGetProperty("url", out var url) ? ReadUrl(url) : null,
            Topics = wishes.ReadTopics(),
            MinLevel = wishes.ReadLevel(),
            Events = body.TryGetProperty("events", out var events) ? ReadEvents(events) : null,
            TellsDescription = tellsDescription,
            Description = tellsDescription ? ReadDescription(description) : null,
            State = body.TryGetProperty("state", out var state) ? ReadState(state) : null,
        };
    }

    private string? ReadUrl(JsonElement value)
    {
        if (WishReader.Text(value) is not { } text)
        {
            faults.Add("url", "It is no text.");
            return null;
        }
        if (!Callback.TryParse(text, anywhere, out var callback, out var fault))
            faults.Add("url", $"It {fault}.");
        else if (!anywhere && !text.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            faults.Add("url", "It is no https address.");
        return callback?.Url;
    }

    private List<string>? ReadEvents(JsonElement value)
    {
        var wanted = new List<string>();
        if (value.ValueKind == JsonValueKind.Array)
            foreach (var item in value.EnumerateArray())
                if (WishReader.Text(item) is { } type && WebhookTypes.All.Contains(type))
                    wanted.Add(type);
                else
                    wanted.Add("");
        if (wanted.Count > 0 && !wanted.Contains(""))
            return [.. wanted.Distinct(StringComparer.Ordinal)];
        faults.Add("events", $"These are one or more of {string.Join(", ", WebhookTypes.All)}.");
        return null;
    }

    private string? ReadDescription(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (
            WishReader.Text(value) is { Length: <= LongestDescription } text
            && !text.Contains('\0', StringComparison.Ordinal)
        )
            return text;
        faults.Add(
            "description",
            $"This is neither null nor a text of at most {LongestDescription} characters."
        );
        return null;
    }

    private WebhookState? ReadState(JsonElement value)
    {
        WebhookState? state = WishReader.Text(value) switch
        {
            "active" => WebhookState.Active,
            "paused" => WebhookState.Paused,
            _ => null,
        };
        if (state is null)
            faults.Add("state", "This is neither active nor paused.");
        return state;
    }
}
