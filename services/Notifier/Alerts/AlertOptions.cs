using System.ComponentModel.DataAnnotations;

namespace Syndication.Notifier.Alerts;

/// <summary>Section <c>Alerts</c>.</summary>
public sealed class AlertOptions
{
    /// <summary>
    /// What an article that is breaking does by itself: <c>send</c> an alert, put one up for <c>review</c>, or nothing
    /// (<c>off</c>).
    /// </summary>
    [AllowedValues("send", "review", "off", ErrorMessage = "neither send, review nor off.")]
    public string Automatic { get; init; } = "send";
}
