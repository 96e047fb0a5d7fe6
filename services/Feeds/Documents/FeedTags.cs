namespace Syndication.Feeds.Documents;

/// <summary>By which tags an edition went out; they outlive its bytes.</summary>
internal sealed class FeedTags(string identity)
{
    private volatile string? _gzip;
    private volatile string? _brotli;

    public string Identity => identity;

    public string? Gzip
    {
        get => _gzip;
        set => _gzip = value;
    }

    public string? Brotli
    {
        get => _brotli;
        set => _brotli = value;
    }

    /// <param name="tag">Quoted.</param>
    public bool Has(string tag) => tag == identity || tag == _gzip || tag == _brotli;
}
