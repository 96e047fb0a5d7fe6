using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Syndication.Hosting.Publication;
using Syndication.Ingest.Categories;
using Syndication.Ingest.Pages;

namespace Syndication.Ingest.Articles;

/// <summary><c>POST /api/articles/extract</c>: the body is an article's page; the answer is the article found on it.</summary>
internal static class ExtractEndpoint
{
    public static async Task<IResult> PostAsync(
        HttpContext context,
        string? url,
        string? publish,
        IOptions<PublicationOptions> publication,
        CategoryBook book,
        ArticleIntake intake
    )
    {
        if (!TryReadSwitch(publish, out var store))
            return Problems.BadRequest("publish", "true or false.");
        var fields = new FieldErrors();
        var address = new FieldReader(fields).WebUrl("url", url);
        if (fields.Any)
            return Problems.BadRequest("url", "Not an absolute http or https URL.");
        var page = await ReadAsync(context.Request);
        try
        {
            var found = ArticleExtractor.Extract(
                page.Span,
                Charset(context.Request),
                address is null ? null : new Uri(address),
                new PageContext(publication.Value.Zone(), name => book.Policy.Find(name) is not null)
            );
            return found is null ? NoArticle() : await AnswerAsync(Input(found), store, intake, context);
        }
        catch (PageRefusedException fault)
        {
            return TypedResults.Problem(fault.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static async Task<IResult> AnswerAsync(
        ArticleInput input,
        bool store,
        ArticleIntake intake,
        HttpContext context
    )
    {
        if (store)
        {
            var taken = await intake.TakeAsync(input, Arrival.ByExtract, context.RequestAborted);
            return IntakeAnswer.Of(taken, context.Response);
        }
        var errors = new FieldErrors();
        return intake.Check(input, errors) is { } draft
            ? TypedResults.Json(
                new ExtractedView(draft.Content)
                {
                    PublishedAt = draft.PublishedAt,
                    UpdatedAt = draft.UpdatedAt,
                }
            )
            : Problems.Invalid(errors);
    }

    // Text goes in as HTML, as senders write it: what is encoded here is decoded once by the parser.
    internal static ArticleInput Input(ExtractedArticle found) =>
        new()
        {
            Url = found.Url,
            Title = WebUtility.HtmlEncode(found.Title),
            Summary = WebUtility.HtmlEncode(found.Summary),
            Content = found.ContentHtml,
            Authors =
            [
                .. found.Authors.Select(name => new PersonInput(WebUtility.HtmlEncode(name), null, null)),
            ],
            Categories = [.. found.CategoryNames.Select(WebUtility.HtmlEncode)],
            Tags = [.. found.Tags.Select(WebUtility.HtmlEncode)],
            Language = found.Language,
            PublishedAt = found.PublishedAt,
            UpdatedAt = found.UpdatedAt,
            Image = found.Image is { } image
                ? new(image.Url, WebUtility.HtmlEncode(image.Alt), image.Width, image.Height, image.Type)
                : null,
            Source =
                found.SourceName is null && found.SourceUrl is null
                    ? null
                    : new(WebUtility.HtmlEncode(found.SourceName), found.SourceUrl),
        };

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request)
    {
        using var page = new MemoryStream();
        await request.Body.CopyToAsync(page, request.HttpContext.RequestAborted);
        return page.GetBuffer().AsMemory(0, (int)page.Length);
    }

    private static string? Charset(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.Charset.Value : null;

    private static bool TryReadSwitch(string? text, out bool on)
    {
        on = text == "true";
        return text is null or "" or "true" or "false";
    }

    private static ProblemHttpResult NoArticle() =>
        TypedResults.Problem(
            "No article was found on this page: it needs a title and a text of its own.",
            statusCode: StatusCodes.Status422UnprocessableEntity
        );

    /// <summary>The article as it would be stored.</summary>
    private sealed record ExtractedView : ArticleContent
    {
        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
        public ExtractedView(ArticleContent content)
            : base(content) { }

        public DateTimeOffset? PublishedAt { get; init; }
        public DateTimeOffset? UpdatedAt { get; init; }
    }
}
