using System.Buffers;
using System.Text;
using Syndication.Formats;

namespace Syndication.Benchmarks.Documents;

/// <summary>Writing the model, beside encoding its strings to UTF-8.</summary>
public abstract class Writing(FeedFormat format) : Pair
{
    private readonly ArrayBufferWriter<byte> _output = new(1 << 20);
    private readonly byte[] _bytes = new byte[1 << 20];

    protected override int Least()
    {
        var written = 0;
        foreach (var text in NewsFeed.Strings)
        {
            written += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(written));
        }

        return written;
    }

    protected override int Whole()
    {
        _output.ResetWrittenCount();
        FeedWriter.Write(NewsFeed.Model, format, _output);
        return _output.WrittenCount;
    }
}

public class WriteRss() : Writing(FeedFormat.Rss);

public class WriteAtom() : Writing(FeedFormat.Atom);

public class WriteJson() : Writing(FeedFormat.Json);
