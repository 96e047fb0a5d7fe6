using System.IO.Compression;
using Syndication.Hosting.Bodies;

namespace Syndication.Hosting.Tests.Bodies;

public sealed class BodyReaderTests
{
    private const int Most = 1000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(5000)]
    public async Task However_a_body_comes_in_pieces_the_limit_is_the_same(int piece)
    {
        var right = await BodyReader.ReadAsync(new Pieces(Most, piece), null, Most, null, Ct);
        var tooLong = await BodyReader.ReadAsync(new Pieces(Most + 1, piece), null, Most, null, Ct);

        Assert.Equal(Most, Assert.IsType<BodyReading.Whole>(right).Bytes.Length);
        Assert.Equal(Most, Assert.IsType<BodyReading.TooLong>(tooLong).Beginning.Length);
    }

    [Fact]
    public async Task Of_an_endless_body_no_more_is_taken_than_shows_that_it_is_too_long()
    {
        using var endless = new Pieces(int.MaxValue, 5000);

        await BodyReader.ReadAsync(endless, null, Most, null, Ct);

        Assert.Equal(Most + 1, endless.Taken);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Of_a_bomb_no_more_is_unpacked_than_shows_what_it_is(string coding)
    {
        using var bomb = new MemoryStream();
        using (var pack = Packing(coding, bomb))
        {
            // Not quite nothing: what unpackers read ahead must be little beside the whole.
            var block = new byte[1000];
            var random = new Random(7);
            for (var i = 0; i < 64_000; i++)
            {
                random.NextBytes(block.AsSpan(0, 20));
                pack.Write(block);
            }
        }
        bomb.Position = 0;

        var read = await BodyReader.ReadAsync(bomb, coding, 1 << 20, null, Ct);

        Assert.Equal(1 << 20, Assert.IsType<BodyReading.TooLong>(read).Beginning.Length);
        Assert.InRange(bomb.Position, 1, bomb.Length / 4);
    }

    private static Stream Packing(string coding, Stream to) =>
        coding switch
        {
            "br" => new BrotliStream(to, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(to, CompressionLevel.Fastest, leaveOpen: true),
            _ => new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true),
        };

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public async Task What_is_said_of_the_length_changes_nothing(long length)
    {
        var read = await BodyReader.ReadAsync(new Pieces(300, 7), null, Most, length, Ct);

        Assert.Equal(300, Assert.IsType<BodyReading.Whole>(read).Bytes.Length);
    }

    [Fact]
    public async Task What_the_body_itself_throws_passes_through()
    {
        using var broken = new Pieces(Most, 100, failsAt: 500);
        await Assert.ThrowsAsync<EndOfStreamException>(() =>
            BodyReader.ReadAsync(broken, null, Most, null, Ct)
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("identity")]
    [InlineData(" identity , ")]
    public async Task No_coding_has_several_names(string? coding)
    {
        var read = await BodyReader.ReadAsync(new Pieces(3, 3), coding, Most, null, Ct);

        Assert.Equal(3, Assert.IsType<BodyReading.Whole>(read).Bytes.Length);
    }

    [Fact]
    public async Task A_coding_that_is_not_known_is_named()
    {
        var read = await BodyReader.ReadAsync(new Pieces(3, 3), "gzip, Zstd", Most, null, Ct);

        Assert.Equal("zstd", Assert.IsType<BodyReading.UnknownCoding>(read).Name);
    }

    /// <summary>Gives out bytes a piece at a time, and counts them.</summary>
    private sealed class Pieces(int length, int piece, int failsAt = int.MaxValue) : MemoryStream
    {
        public int Taken { get; private set; }

        public override ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            if (Taken >= failsAt)
                throw new EndOfStreamException();
            var read = Math.Min(Math.Min(buffer.Length, piece), length - Taken);
            buffer.Span[..read].Fill((byte)'x');
            Taken += read;
            return ValueTask.FromResult(read);
        }
    }
}
