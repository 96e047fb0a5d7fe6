using System.Text.Json.Serialization;

namespace Syndication.Notifier.Alerts;

/// <summary>As <see cref="AlertAct"/>.</summary>
internal sealed record AlertActView(
    DateTimeOffset At,
    string Who,
    string Act,
    string? Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AlertWording? Before
);
