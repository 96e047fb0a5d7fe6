namespace Syndication.Feeds.Documents;

/// <summary>
/// The same bytes in every coding that somebody asked for; each is made once, whoever waits for it. What nobody asked for as
/// it is, is kept packed only, and unpacked where it is needed.
/// </summary>
internal sealed class FeedBodies
{
    private const int Codings = 3;

    private readonly Lock _gate = new();
    private readonly Task<FeedBody>?[] _making = new Task<FeedBody>?[Codings];
    private readonly int _length;
    private volatile FeedBody? _identity;
    private volatile FeedBody? _gzip;
    private volatile FeedBody? _brotli;
    private volatile bool _isAskedAsItIs;

    public FeedBodies(byte[] bytes)
    {
        _length = bytes.Length;
        _identity = new(bytes, Coding.Identity);
        Tags = new(_identity.Tag);
    }

    /// <summary>The tags of all that there are.</summary>
    public FeedTags Tags { get; }

    /// <summary>Bytes of what is not packed, whether it is kept or not.</summary>
    public int Size => _length;

    /// <summary>Bytes of all that there are.</summary>
    public long Length => LengthOf(_identity) + LengthOf(_gzip) + LengthOf(_brotli);

    /// <summary>The bytes as they are, for those who read them here; unpacked each time where they are kept packed only.</summary>
    public byte[] Read() => (_identity ?? Unpack()).Bytes;

    /// <summary>Null where it has to be made.</summary>
    public FeedBody? Ready(Coding coding)
    {
        switch (coding)
        {
            case Coding.Gzip:
                return _gzip;
            case Coding.Brotli:
                return _brotli;
            default:
                if (!_isAskedAsItIs)
                    _isAskedAsItIs = true;
                return _identity;
        }
    }

    public Task<FeedBody> PackAsync(Coding coding)
    {
        lock (_gate)
            return Ready(coding) is { } ready
                ? Task.FromResult(ready)
                : _making[(int)coding] ??= Task.Run(() => Make(coding));
    }

    /// <summary>Lets go of what can be made again at little cost.</summary>
    public void Shrink()
    {
        lock (_gate)
        {
            if ((_gzip ?? _brotli) is null)
                return;
            (_identity, _isAskedAsItIs) = (null, false);
        }
    }

    private FeedBody Make(Coding coding)
    {
        try
        {
            var whole = _identity ?? Unpack();
            var made = whole.Pack(coding);
            Keep(coding, made);
            return made;
        }
        finally
        {
            lock (_gate)
                _making[(int)coding] = null;
        }
    }

    // The tag first: whoever has the bytes may come back with it at once.
    private void Keep(Coding coding, FeedBody made)
    {
        lock (_gate)
        {
            if (coding == Coding.Identity)
                _identity = made;
            else if (coding == Coding.Gzip)
                (Tags.Gzip, _gzip) = (made.Tag, made);
            else
                (Tags.Brotli, _brotli) = (made.Tag, made);
            if (!_isAskedAsItIs)
                _identity = null;
        }
    }

    // Whoever took the bytes away left them packed.
    private FeedBody Unpack()
    {
        lock (_gate)
            return _identity ?? (_gzip ?? _brotli)!.Unpack(_length, Tags.Identity);
    }

    private static long LengthOf(FeedBody? body) => body?.Bytes.Length ?? 0;
}
