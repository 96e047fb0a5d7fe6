using System.Buffers;
using Syndication.Formats;

namespace Syndication.Benchmarks.Documents;

/// <summary>Making a feed of kept fragments, beside copying the fragments one after the other.</summary>
public abstract class Assembling(FeedFormat format) : Pair
{
    private readonly ArrayBufferWriter<byte> _output = new(1 << 20);
    private readonly Feed _head = NewsFeed.Model with { Entries = [] };
    private readonly EntryFragment[] _fragments =
    [
        .. NewsFeed.Model.Entries.Select(e =>
            FeedWriter.Fragment(e, format, FragmentContext.Of(NewsFeed.Model))!
        ),
    ];

    protected override int Least()
    {
        _output.ResetWrittenCount();
        foreach (var fragment in _fragments)
        {
            _output.Write(fragment.Bytes.Span);
        }

        return _output.WrittenCount;
    }

    protected override int Whole()
    {
        _output.ResetWrittenCount();
        FeedWriter.Write(_head, _fragments, format, _output);
        return _output.WrittenCount;
    }
}

public class AssembleRss() : Assembling(FeedFormat.Rss);

public class AssembleAtom() : Assembling(FeedFormat.Atom);
