using System.Text.Json;
using Syndication.Hosting.Json;

namespace Syndication.Notifier.Alerts;

/// <summary>The words of an alert at one time, kept where others took their place.</summary>
internal sealed record AlertWording(string Title, string Body, string? Url, string? Image)
{
    public static AlertWording Of(Alert alert) => new(alert.Title, alert.Body, alert.Url, alert.Image);

    public static AlertWording? FromJson(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<AlertWording>(json, HouseJson.Options);

    public string ToJson() => JsonSerializer.Serialize(this, HouseJson.Options);
}
