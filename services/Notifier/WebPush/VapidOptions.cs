using System.ComponentModel.DataAnnotations;

namespace Syndication.Notifier.WebPush;

/// <summary>Section <c>Push</c>: who this publication is to push services (RFC 8292).</summary>
public sealed class VapidOptions : IValidatableObject
{
    /// <summary>
    /// Where push services reach a person: <c>mailto:</c> or <c>https:</c>. Unset, it is made of the publication's site.
    /// </summary>
    public string? Subject { get; init; }

    /// <summary>32 bytes in base64url, or PEM. Unset, one is made at the first start and kept in the data directory.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>Keys of before, for readers who subscribed with them; written as <see cref="PrivateKey"/>.</summary>
    public IReadOnlyList<string> OldPrivateKeys { get; init; } = [];

    /// <summary>Ends at start the subscriptions whose key is not here, in place of refusing to start.</summary>
    public bool ForgetLostReaders { get; init; }

    /// <summary>The subject, else one that leads to the publication's site.</summary>
    public string SubjectOr(string siteUrl)
    {
        if (Subject is { Length: > 0 } subject)
            return subject;
        var site = new Uri(siteUrl);
        return site.Scheme == Uri.UriSchemeHttps
            ? $"https://{site.IdnHost}"
            : $"mailto:webmaster@{site.IdnHost}";
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Subject is { Length: > 0 } subject && !IsSubject(subject))
            yield return new(
                "no mailto: or https: address without blanks and angle brackets, such as mailto:desk@khobor.example.",
                [nameof(Subject)]
            );
        if (PrivateKey is { Length: > 0 } key && !VapidKey.TryParse(key, out _))
            yield return new("no private key of P-256: 32 bytes in base64url, or PEM.", [nameof(PrivateKey)]);
        for (var i = 0; i < OldPrivateKeys.Count; i++)
            if (!VapidKey.TryParse(OldPrivateKeys[i], out _))
                yield return new(
                    "no private key of P-256: 32 bytes in base64url, or PEM.",
                    [$"{nameof(OldPrivateKeys)}:{i}"]
                );
    }

    // Apple refuses all messages of whoever writes it otherwise (403 BadJwtToken).
    private static bool IsSubject(string subject)
    {
        if (subject.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>'))
            return false;
        if (!Uri.TryCreate(subject, UriKind.Absolute, out var uri))
            return false;
        return uri.Scheme == Uri.UriSchemeHttps
            ? uri.IdnHost.Length > 0
            : uri.Scheme == Uri.UriSchemeMailto && subject.IndexOf('@', StringComparison.Ordinal) > 7;
    }
}
