using Microsoft.AspNetCore.Http.HttpResults;
using Syndication.Contracts;
using Syndication.Hosting.Publication;
using Syndication.Hosting.Security;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Categories;

internal static class CategoryEndpoints
{
    public static void MapCategories(this IEndpointRouteBuilder app)
    {
        var categories = app.MapGroup("/api/categories").WithTags("Categories");
        categories.MapGet("", List).RequireAuthorization(Scope.Any);
        categories.MapPut("/{slug}", PutAsync).RequireAuthorization(Scope.Admin);
    }

    private static Ok<CategoryList> List(CategoryBook book) =>
        TypedResults.Ok(new CategoryList([.. book.Policy.All.Select(c => c.ToContract())]));

    private static async Task<Results<Ok<CategoryDefined>, ProblemHttpResult>> PutAsync(
        string slug,
        CategoryInput input,
        CategoryBook book,
        WriteQueue writes,
        CancellationToken ct
    )
    {
        if (!CategorySetting.IsSlug(slug))
            return TypedResults.Problem($"'{slug}' is no slug: a-z, 0-9 and hyphens.", statusCode: 400);
        var errors = new FieldErrors();
        var wish = Parse(slug, input, book.Policy, errors);
        if (errors.Any)
            return Problems.Invalid(errors);
        var stored = await writes.SubmitAsync(new DefineCategory(wish), ct);
        await book.ReloadAsync(ct);
        return TypedResults.Ok(stored.ToContract());
    }

    private static Category Parse(string slug, CategoryInput input, CategoryPolicy policy, FieldErrors errors)
    {
        var fields = new FieldReader(errors);
        var known = policy.All.FirstOrDefault(c => c.Slug == slug);
        var name = fields.PlainText("name", input.Name, 200) ?? known?.Name;
        if (name is null)
            errors.Add("name", "A category needs a name.");
        var aliases = input.Aliases is null ? known?.Aliases ?? [] : fields.Names("aliases", input.Aliases);
        foreach (
            var taken in aliases
                .Prepend(name ?? slug)
                .Prepend(slug)
                .Where(n => policy.Find(n) is { } c && c.Slug != slug)
        )
            errors.Add("aliases", $"'{taken}' is another category's name.");
        return new(slug, name ?? slug, aliases, State(input.State, known, errors), known?.Version ?? 0);
    }

    private static CategoryState State(string? state, Category? known, FieldErrors errors)
    {
        switch (state)
        {
            case null:
                return known?.State ?? CategoryState.Allowed;
            case "allowed":
                return CategoryState.Allowed;
            case "blocked":
                return CategoryState.Blocked;
            default:
                errors.Add("state", "One of allowed, blocked.");
                return CategoryState.Allowed;
        }
    }

    internal sealed record CategoryList(IReadOnlyList<CategoryDefined> Items);
}
