using System.ComponentModel.DataAnnotations;

namespace Syndication.Hosting.Publication;

/// <summary>Section <c>Publication</c>: who publishes. Unset, it is an invented sample.</summary>
public sealed class PublicationOptions : IValidatableObject
{
    [Required]
    public string Title { get; init; } = "নমুনা সংবাদ";

    /// <summary>The newsroom's own site: http or https.</summary>
    [Required]
    public string SiteUrl { get; init; } = "https://khobor.example";

    /// <summary>BCP 47.</summary>
    [Required, RegularExpression(LanguageTag.Shape)]
    public string Language { get; init; } = "bn";

    /// <summary>IANA name; dates on pages that name no zone are in it.</summary>
    [Required]
    public string TimeZone { get; init; } = "Asia/Dhaka";

    public string Description { get; init; } =
        "একটি কাল্পনিক সংবাদপত্র, যা দেখায় এই ব্যবস্থা কীভাবে কাজ করে।";

    /// <summary>URL of a logo, or none.</summary>
    public string? Logo { get; init; }

    public string? Copyright { get; init; }

    /// <summary>The origin in every self, hub and feed link; unset, the address listened on.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>The zone that <see cref="TimeZone"/> names.</summary>
    public TimeZoneInfo Zone() => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsWeb(SiteUrl))
            yield return Fault(nameof(SiteUrl), SiteUrl);
        if (PublicUrl is { Length: > 0 } origin && !IsWeb(origin))
            yield return Fault(nameof(PublicUrl), origin);
        if (Logo is { Length: > 0 } logo && !IsWeb(logo))
            yield return Fault(nameof(Logo), logo);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            yield return new($"'{TimeZone}' is no IANA time zone known here.", [nameof(TimeZone)]);
    }

    private static ValidationResult Fault(string member, string value) =>
        new($"'{value}' is no http or https URL.", [member]);

    private static bool IsWeb(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
