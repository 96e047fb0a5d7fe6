using System.Diagnostics.CodeAnalysis;

namespace Syndication.Notifier.Alerts;

/// <summary>Other words for an alert, read and found right; null leaves a part as it is.</summary>
internal sealed record AlertCorrection(string? Title, string? Body, string? Url, string? Image, string? Note)
{
    public static bool TryParse(
        CorrectionInput? input,
        string siteUrl,
        [NotNullWhen(true)] out AlertCorrection? correction,
        out Dictionary<string, string[]> errors
    )
    {
        var fields = new AlertFields(siteUrl);
        input ??= new(null, null, null, null, null);
        correction = Read(input, fields);
        if (
            correction is { Title: null, Body: null, Url: null, Image: null, Note: null }
            && fields.Errors.Count == 0
        )
            fields.Wrong("note", "Say what is other now: title, body, url, image or note.");
        errors = fields.Errors;
        if (errors.Count > 0)
            correction = null;
        return correction is not null;
    }

    /// <summary>What is wrong is named in <paramref name="fields"/>.</summary>
    public static AlertCorrection Read(CorrectionInput input, AlertFields fields) =>
        new(
            input.Title is null ? null : fields.Title(input.Title),
            input.Body is null ? null : fields.Cut("body", input.Body) ?? "",
            fields.Url("url", input.Url),
            fields.Url("image", input.Image),
            fields.Cut("note", input.Note)
        );

    /// <summary>True if any word is another one. What somebody wrote by hand, no edit of the article takes away.</summary>
    public bool Apply(Alert alert)
    {
        alert.Kept |=
            (Title is null ? AlertParts.None : AlertParts.Title)
            | (Body is null ? AlertParts.None : AlertParts.Body)
            | (Url is null ? AlertParts.None : AlertParts.Url)
            | (Image is null ? AlertParts.None : AlertParts.Image);
        return alert.Reword(Title ?? alert.Title, Body ?? alert.Body, Url ?? alert.Url, Image ?? alert.Image);
    }
}
