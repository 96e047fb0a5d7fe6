using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Syndication.Formats;
using Syndication.Hosting.Bodies;
using Syndication.Hosting.Publication;
using Syndication.Ingest.Sources;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.WebSub;

/// <summary>
/// Takes what a hub distributes (WebSub §7). What is not signed as agreed is never believed, but has the source itself
/// asked; so has an edit of which nobody can tell whether it is the latest. A push is on disk before it is answered.
/// </summary>
internal sealed partial class PushReceiver(
    SubscriptionReader reader,
    CallbackGate gate,
    HubCaller caller,
    SourceIntake intake,
    WriteQueue writes,
    PollBell bell,
    IOptions<PublicationOptions> publication,
    TimeProvider time,
    ILogger<PushReceiver> logger
)
{
    private const int MostBytes = 16 << 20;
    private static readonly TimeSpan LongestUpload = TimeSpan.FromSeconds(30);

    public async Task<IResult> TakeAsync(string token, HttpRequest request, CancellationToken ct)
    {
        if (!HubSecrets.IsToken(token))
            return CallbackAnswers.NotAsked();
        var (read, source) = await reader.FindAsync(token, ct);
        if (!read)
            return new Busy();
        if (source is null)
            return CallbackAnswers.Gone();
        if (request.ContentLength > MostBytes)
            return CallbackAnswers.TooLong(MostBytes);
        using var place = await gate.PushAsync(source.Id, ct);
        if (!place.IsAcquired)
            return new Busy();
        var (body, refusal) = await ReceiveAsync(request, ct);
        if (refusal is not null)
            return refusal;
        // §7.1: the answer is the same, so that nobody can find out what would have been believed.
        if (!PushSignature.Fits(request.Headers["X-Hub-Signature"], source.HubSecret!, body.Span))
            return await DoubtAsync(source, token, Unsigned(source), ct);
        return await ReadAsync(source, token, body, request, ct);
    }

    private string? Unsigned(SourceRow source) =>
        caller.Tells(new(HubList.First(source.Hub)!))
            ? "A push did not bear the signature agreed upon."
            : null;

    private async Task<(ReadOnlyMemory<byte> Body, IResult? Refusal)> ReceiveAsync(
        HttpRequest request,
        CancellationToken ct
    )
    {
        using var limit = new CancellationTokenSource(LongestUpload, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            // As sent: that is what is signed.
            var sent = await BodyReader.ReadAsync(
                request.Body,
                contentEncoding: null,
                MostBytes,
                request.ContentLength,
                either.Token
            );
            return sent is BodyReading.Whole(var bytes)
                ? (bytes, null)
                : (default, CallbackAnswers.TooLong(MostBytes));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return (default, CallbackAnswers.TooSlow());
        }
    }

    private async Task<IResult> ReadAsync(
        SourceRow source,
        string token,
        ReadOnlyMemory<byte> body,
        HttpRequest request,
        CancellationToken ct
    )
    {
        MemoryMarshal.TryGetArray(body, out var bytes);
        using var sent = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        string? coding = request.Headers.ContentEncoding;
        switch (await BodyReader.ReadAsync(sent, coding, MostBytes, body.Length, ct))
        {
            case BodyReading.TooLong:
                return CallbackAnswers.TooLong(MostBytes);
            case BodyReading.UnknownCoding(var name):
                return CallbackAnswers.UnknownCoding(name);
            case BodyReading.Whole(var document):
                return await TakeAsync(source, token, document, request.ContentType, ct);
            default:
                return await DoubtAsync(source, token, "A push was not packed as it said.", ct);
        }
    }

    private async Task<IResult> TakeAsync(
        SourceRow source,
        string token,
        ReadOnlyMemory<byte> document,
        string? contentType,
        CancellationToken ct
    )
    {
        Feed feed;
        try
        {
            feed = FeedReader.Read(document, Options(source, contentType)).Feed;
        }
        catch (UnreadableFeedException fault)
        {
            return await DoubtAsync(source, token, $"A push cannot be read: {fault.Message}", ct);
        }
        // Not ended by a hub that does not wait: what was begun is brought to its end.
        var taken = await intake.TakePushAsync(
            source,
            FeedFetcher.Articles(source, feed).Articles,
            CancellationToken.None
        );
        await writes.SubmitAsync(
            ChangeHub.Of(
                token,
                (row, now) =>
                {
                    HubChanges.Pushed(row, taken.Created.Count, now);
                    if (taken.InDoubt)
                        HubChanges.PollSoon(row, now);
                }
            ),
            CancellationToken.None
        );
        if (taken.InDoubt)
            bell.Ring();
        return TypedResults.Accepted((string?)null);
    }

    private FeedReadOptions Options(SourceRow source, string? contentType) =>
        new()
        {
            ContentType = contentType,
            BaseUrl = new(source.Topic!),
            TimeZone = publication.Value.Zone(),
            MaxBytes = MostBytes,
        };

    // Told to the newsroom once, however often it happens: whoever floods the callback costs no writes.
    private async Task<IResult> DoubtAsync(
        SourceRow source,
        string token,
        string? reason,
        CancellationToken ct
    )
    {
        var now = time.GetUtcNow();
        var told = reason is null ? null : HubChanges.Printable(reason);
        if (source.HubError != told || source.NextPollAt > now + PollSchedule.Shortest)
        {
            if (told is not null)
                PushDoubted(source.Id);
            await writes.SubmitAsync(
                ChangeHub.Of(
                    token,
                    (row, at) =>
                    {
                        row.SetProperty(s => s.HubError, told);
                        HubChanges.PollSoon(row, at);
                    }
                ),
                ct
            );
            bell.Ring();
        }
        return TypedResults.Accepted((string?)null);
    }

    [LoggerMessage(LogLevel.Warning, "A push for source {Source} is not believed; it is polled")]
    private partial void PushDoubted(Guid source);
}
