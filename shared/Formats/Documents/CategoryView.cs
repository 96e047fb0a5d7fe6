namespace Syndication.Formats.Documents;

/// <summary>A category with a term; its name is what people read.</summary>
internal readonly record struct CategoryView(string Term, string? Scheme, string? Label)
{
    public string Name => Label ?? Term;

    public static CategoryView? Of(Category category)
    {
        var label = FeedView.Text(category.Label);
        var term = FeedView.Text(category.Term) ?? label;
        return term is null ? null : new CategoryView(term, Uris.Any(category.Scheme), label);
    }
}
