using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Transfer;

/// <summary>What is known of an export before its posts are taken.</summary>
/// <param name="Items">How many can be read.</param>
/// <param name="Pictures">By the number of the attachment.</param>
internal sealed record WxrContents(int Items, IReadOnlyDictionary<string, ImageInput> Pictures);
