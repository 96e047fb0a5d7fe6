using System.Net;
using System.Text.Json;
using Syndication.Hosting.Json;
using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Transfer;

/// <summary>An article as a line of an export, and such a line on its way back in through <c>batch</c>.</summary>
internal static class ExportedLine
{
    private const string Current = "current";

    /// <summary>The line without its end: the stored article, and with <c>export</c> whether it is current.</summary>
    public static ReadOnlyMemory<byte> Of(StoredArticle article, bool isCurrent)
    {
        // What nobody knew must be unknown again where it is taken back.
        var whole = article with
        {
            Categories = [.. article.Categories, .. article.UnknownCategories],
        };
        var bytes = JsonSerializer.SerializeToUtf8Bytes(whole, HouseJson.Options);
        ReadOnlySpan<byte> mark = isCurrent ? ",\"export\":\"current\"}"u8 : ",\"export\":\"superseded\"}"u8;
        return (byte[])[.. bytes.AsSpan(..^1), .. mark];
    }

    /// <summary>
    /// A draft of the line. What was retracted stays so, what was held is held, and old breaking news breaks no more.
    /// </summary>
    public static ArticleDraft? Check(ArticleInput line, ArticleIntake intake, FieldErrors errors)
    {
        if (line.Export != Current)
            errors.Add("export", "An older revision; only current ones are taken back.");
        if (line.State == "retracted")
            errors.Add("state", "It was retracted. Without 'export' the line would bring it back.");
        if (errors.Any)
            return null;
        // These are plain text already; read as markup, a lesser-than sign would take words with it.
        var input = line with
        {
            Title = WebUtility.HtmlEncode(line.Title),
            Correction = WebUtility.HtmlEncode(line.Correction),
            Breaking = "none",
        };
        var hold =
            line.State == "quarantined" ? line.QuarantineReason ?? "It was held where it comes from." : null;
        return intake.Check(input, errors) is { } draft
            ? draft with
            {
                Arrival = Arrival.ByImport with { HoldReason = hold },
            }
            : null;
    }
}
