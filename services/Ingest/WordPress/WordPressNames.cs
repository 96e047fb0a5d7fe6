using System.Text.Json;

namespace Syndication.Ingest.WordPress;

/// <summary>What posts name by number and do not embed.</summary>
internal sealed class WordPressNames
{
    public WordPressLookup Categories { get; } = new("wp/v2/categories", "id,name");
    public WordPressLookup Tags { get; } = new("wp/v2/tags", "id,name");
    public WordPressLookup Users { get; } = new("wp/v2/users", "id,name,link");
    public WordPressLookup Media { get; } =
        new("wp/v2/media", "id,source_url,alt_text,media_details,mime_type");

    /// <returns>Why the categories cannot be told; null where they can. The rest an article can be without.</returns>
    public async Task<WordPressReading.Failed?> ResolveAsync(WordPressApi api, CancellationToken ct)
    {
        var failure = await Categories.ResolveAsync(api, ct);
        await Tags.ResolveAsync(api, ct);
        // Many sites hide their users from strangers.
        await Users.ResolveAsync(api, ct);
        await Media.ResolveAsync(api, ct);
        return failure;
    }
}

/// <summary>One kind of them: asked for a hundred at a time, each at most once.</summary>
internal sealed class WordPressLookup(string route, string fields)
{
    private const int PageSize = 100;
    private readonly Dictionary<long, JsonElement?> _found = [];

    public void Want(long id) => _found.TryAdd(id, null);

    public JsonElement? Find(long? id) => id is { } known ? _found.GetValueOrDefault(known) : null;

    public async Task<WordPressReading.Failed?> ResolveAsync(WordPressApi api, CancellationToken ct)
    {
        foreach (var ids in _found.Where(f => f.Value is null).Select(f => f.Key).Chunk(PageSize).ToList())
        {
            var query = $"include={string.Join(',', ids)}&per_page={PageSize}&_fields={fields}";
            switch (await api.GetAsync(route, query, ct))
            {
                case WordPressAnswer.Bad bad:
                    return bad.Failure;
                case WordPressAnswer.Good good:
                    foreach (var item in WordPressJson.Items(good.Json))
                    {
                        if (WordPressJson.Number(item, "id") is { } id)
                            _found[id] = item;
                    }
                    break;
            }
        }
        return null;
    }
}
