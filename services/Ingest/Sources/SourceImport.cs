using Syndication.Formats.Opml;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Categories;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Sources;

/// <summary>Takes the sources of a list, in groups; those known already stay as they are.</summary>
internal sealed class SourceImport(SourceParser parser, CategoryBook book, WriteQueue writes)
{
    private const int GroupSize = 500;

    public async Task<ImportAnswer> TakeAsync(OpmlDocument document, CancellationToken ct)
    {
        var items = new List<ImportItem>();
        foreach (var group in document.Feeds.Chunk(GroupSize))
        {
            var good = new List<(int Place, SourceDraft Draft)>();
            foreach (var outline in group)
            {
                var errors = new FieldErrors();
                if (parser.ParseNew(Input(outline), errors) is { } draft)
                    good.Add((items.Count, draft));
                items.Add(new(outline.FeedUrl!, outline.Text, "refused", null, errors.ToString()));
            }
            var stored = await writes.SubmitAsync(new AddSources([.. good.Select(g => g.Draft)]), ct);
            for (var i = 0; i < good.Count; i++)
            {
                var (row, added) = stored[i];
                items[good[i].Place] = items[good[i].Place] with
                {
                    Status = added ? "added" : "known",
                    Id = row.Id,
                    Error = null,
                };
            }
        }
        return new(Count(items, "added"), Count(items, "known"), Count(items, "refused"), items);
    }

    private SourceInput Input(OpmlOutline outline) =>
        new()
        {
            Kind = SourceKinds.Find(outline.Version)?.Name() ?? "feed",
            Url = outline.FeedUrl,
            Name = System.Net.WebUtility.HtmlEncode(outline.Text),
            // Other programs' categories are words of their users; those that name one of ours are taken.
            DefaultCategories =
            [
                .. outline.Categories.Select(c => book.Policy.Find(c)?.Slug).OfType<string>(),
            ],
        };

    private static int Count(List<ImportItem> items, string status) => items.Count(i => i.Status == status);
}

/// <summary>What became of a list.</summary>
internal sealed record ImportAnswer(int Added, int Known, int Refused, IReadOnlyList<ImportItem> Items);

/// <summary>What became of one source of it: <c>added</c>, <c>known</c> or <c>refused</c>.</summary>
internal sealed record ImportItem(string Url, string Name, string Status, Guid? Id, string? Error);
