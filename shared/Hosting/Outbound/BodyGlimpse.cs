using Syndication.Hosting.Bodies;

namespace Syndication.Hosting.Outbound;

/// <summary>The beginning of a body that nobody waits for.</summary>
internal static class BodyGlimpse
{
    private const int MostPacked = 64 << 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>What came of it in time; nothing where it cannot be read.</summary>
    /// <param name="answer">Its body was not touched yet.</param>
    /// <param name="most">Bytes.</param>
    /// <param name="time">Whose second it is.</param>
    /// <param name="ct">Ends the look, not the call.</param>
    public static async Task<ReadOnlyMemory<byte>> OfAsync(
        HttpResponseMessage answer,
        int most,
        TimeProvider time,
        CancellationToken ct
    )
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        var bytes = new byte[most];
        var read = 0;
        try
        {
            var body = await answer.Content.ReadAsStreamAsync(either.Token);
            var coding = answer.Content.Headers.ContentEncoding;
            if (coding.Count > 0)
                return Beginning(
                    await BodyReader.ReadAsync(
                        body,
                        string.Join(", ", coding),
                        MostPacked,
                        null,
                        either.Token
                    ),
                    most
                );
            while (
                read < most && await body.ReadAsync(bytes.AsMemory(read), either.Token) is > 0 and var more
            )
                read += more;
        }
        catch (Exception fault)
            when (fault is OperationCanceledException or IOException or HttpRequestException)
        {
            // The status is here; what is missing is missed by nobody.
        }
        return bytes.AsMemory(0, read);
    }

    private static ReadOnlyMemory<byte> Beginning(BodyReading reading, int most)
    {
        var bytes = reading switch
        {
            BodyReading.Whole whole => whole.Bytes,
            BodyReading.TooLong tooLong => tooLong.Beginning,
            _ => default,
        };
        return bytes[..Math.Min(most, bytes.Length)];
    }
}
