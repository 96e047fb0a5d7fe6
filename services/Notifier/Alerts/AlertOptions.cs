using System.ComponentModel.DataAnnotations;

namespace Syndication.Notifier.Alerts;

/// <summary>Section <c>Alerts</c>.</summary>
public sealed class AlertOptions : IValidatableObject
{
    private static readonly string[] Words = ["off", "review", "send"];

    /// <summary>
    /// What an article that is breaking does by itself: <c>send</c> an alert, put one up for <c>review</c>, or nothing
    /// (<c>off</c>).
    /// </summary>
    [AllowedValues("send", "review", "off", ErrorMessage = "neither send, review nor off.")]
    public string Automatic { get; init; } = "send";

    /// <summary>By category slug, what holds instead of <see cref="Automatic"/>.</summary>
    public IReadOnlyDictionary<string, string> Categories { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How often the house proves that alerts go out; 0 for never.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ErrorMessage = "not between 0 and a day.")]
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Of an article in several categories the most careful: off before review before send.</summary>
    public string AutomaticFor(IReadOnlyList<string> categories) =>
        categories
            .Select(c => Categories.GetValueOrDefault(c, Automatic))
            .DefaultIfEmpty(Automatic)
            .MinBy(word => Array.IndexOf(Words, word))!;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Categories
            .Where(c => !Words.Contains(c.Value, StringComparer.Ordinal))
            .Select(c => new ValidationResult(
                $"'{c.Value}' is neither send, review nor off.",
                [$"{nameof(Categories)}:{c.Key}"]
            ));
}
