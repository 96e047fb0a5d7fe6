namespace Syndication.Feeds.Documents;

/// <summary>The same bytes in every coding that somebody asked for; each is packed once, whoever waits for it.</summary>
internal sealed class FeedBodies
{
    private const int Codings = 3;

    private readonly Lock _gate = new();
    private readonly FeedBody _identity;
    private readonly Task<FeedBody>?[] _packing = new Task<FeedBody>?[Codings];
    private volatile FeedBody? _gzip;
    private volatile FeedBody? _brotli;

    public FeedBodies(byte[] bytes)
    {
        _identity = new(bytes, Coding.Identity);
        Tags = new(_identity.Tag);
    }

    public FeedBody Identity => _identity;

    /// <summary>The tags of all that there are.</summary>
    public FeedTags Tags { get; }

    /// <summary>Bytes of all that there are.</summary>
    public long Length => _identity.Bytes.Length + (_gzip?.Bytes.Length ?? 0) + (_brotli?.Bytes.Length ?? 0);

    /// <summary>Null where nobody has asked for it yet.</summary>
    public FeedBody? Ready(Coding coding) =>
        coding switch
        {
            Coding.Gzip => _gzip,
            Coding.Brotli => _brotli,
            _ => _identity,
        };

    public Task<FeedBody> PackAsync(Coding coding)
    {
        lock (_gate)
            return _packing[(int)coding] ??= Task.Run(() => Pack(coding));
    }

    private FeedBody Pack(Coding coding)
    {
        var packed = _identity.Pack(coding);
        // The tag first: whoever has the bytes may come back with it at once.
        if (coding == Coding.Gzip)
        {
            Tags.Gzip = packed.Tag;
            _gzip = packed;
        }
        else if (coding == Coding.Brotli)
        {
            Tags.Brotli = packed.Tag;
            _brotli = packed;
        }
        return packed;
    }
}
