using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.WebUtilities;
using Syndication.Hosting.Json;
using Syndication.Ingest.Store;
using Syndication.Ingest.Transfer;

namespace Syndication.Ingest.Articles;

/// <summary>
/// <c>POST /api/articles/batch</c>: an article a line. Lines are checked side by side, stored in their order, and answered
/// in their order once all are on disk.
/// </summary>
internal static partial class BatchEndpoint
{
    private const int MostUnderWay = 512;
    private const long MostBytesUnderWay = 64 << 20;
    private const int MostInMemory = 1 << 20;
    private const int MostUnflushed = 16 << 10;

    public static async Task PostAsync(
        HttpContext context,
        ArticleIntake intake,
        WriteQueue writes,
        ILogger<ArticleIntake> logger
    )
    {
        // When the answering end fails, say for want of disk, the reading end would wait for room for ever.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var ct = either.Token;
        var under = Channel.CreateBounded<(Place Place, Task<Intake> Ending)>(MostUnderWay);
        using var budget = new ByteBudget(MostBytesUnderWay);
        context.Response.ContentType = "application/x-ndjson; charset=utf-8";
        // Held back until the last line has come: nginx passes nothing more of a request on once its answer has begun, and
        // many a client reads only when it has written everything. Either would wait for ever.
        await using var held = new FileBufferingWriteStream(MostInMemory);
        var reading = ReadAsync(context.Request.BodyReader, intake, writes, budget, under.Writer, ct);
        try
        {
            await AnswerAsync(PipeWriter.Create(held), under.Reader, budget, logger, ct);
        }
        catch
        {
            await either.CancelAsync();
            // It uses what is about to be disposed of.
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
        await reading;
        await held.DrainBufferAsync(context.Response.Body, ct);
    }

    private static async Task ReadAsync(
        PipeReader body,
        ArticleIntake intake,
        WriteQueue writes,
        ByteBudget budget,
        ChannelWriter<(Place, Task<Intake>)> under,
        CancellationToken ct
    )
    {
        // Checked in parallel; this queue keeps their order up to the store.
        var checking = Channel.CreateBounded<(Place Place, Task<CheckedLine> Checked)>(MostUnderWay);
        var storing = StoreAsync(checking.Reader, writes, under, ct);
        try
        {
            await foreach (var line in NdjsonLines.ReadAsync(body, ct))
            {
                var place = new Place(line.Number, await budget.TakeAsync(line.Bytes.Length, ct));
                await checking.Writer.WriteAsync((place, Task.Run(() => Check(line, intake), ct)), ct);
            }
        }
        finally
        {
            checking.Writer.Complete();
            await storing;
        }
    }

    private static async Task StoreAsync(
        ChannelReader<(Place Place, Task<CheckedLine> Checked)> checking,
        WriteQueue writes,
        ChannelWriter<(Place, Task<Intake>)> under,
        CancellationToken ct
    )
    {
        try
        {
            await foreach (var (place, check) in checking.ReadAllAsync(ct))
                await under.WriteAsync((place, await BeginAsync(check, writes, ct)), ct);
        }
        finally
        {
            under.Complete();
        }
    }

    // Whatever becomes of one line is that line's ending: a loop that ended here would leave the reader of the body
    // waiting for room for ever.
    private static async Task<Task<Intake>> BeginAsync(
        Task<CheckedLine> check,
        WriteQueue writes,
        CancellationToken ct
    )
    {
        try
        {
            var line = await check;
            if (line.Draft is not { } draft)
                return Task.FromResult<Intake>(new Intake.Refused(line.Errors));
            var take = new TakeArticle(draft);
            await writes.EnqueueAsync(take, ct);
            return take.Done;
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            return Task.FromException<Intake>(fault);
        }
    }

    private static CheckedLine Check(NdjsonLine line, ArticleIntake intake)
    {
        var errors = new FieldErrors();
        if (line.TooLong)
        {
            errors.Add("line", $"Longer than {NdjsonLines.LongestLine} bytes.");
            return new(null, errors);
        }
        try
        {
            var input = JsonSerializer.Deserialize<ArticleInput>(line.Bytes.Span, HouseJson.Options);
            if (input?.Export is not null)
                return new(ExportedLine.Check(input, intake, errors), errors);
            if (input is not null)
                return new(intake.Check(input, errors), errors);
            errors.Add("line", "An article was expected, not null.");
        }
        catch (JsonException fault)
        {
            errors.Add(
                fault.Path is ['$', '.', .. var field] ? field : "line",
                $"Not JSON of an article, at byte {fault.BytePositionInLine + 1}."
            );
        }
        return new(null, errors);
    }

    private static async Task AnswerAsync(
        PipeWriter answers,
        ChannelReader<(Place Place, Task<Intake> Ending)> under,
        ByteBudget budget,
        ILogger logger,
        CancellationToken ct
    )
    {
        var told = false;
        using var json = new Utf8JsonWriter(answers, new() { Encoder = HouseJson.Options.Encoder });
        await foreach (var (place, ending) in under.ReadAllAsync(ct))
        {
            var (answer, fault) = await EndingAsync(place.Number, ending);
            budget.GiveBack(place.Weight);
            // Once: an outage is the same for every line.
            if (fault is not null && !told)
                NotStored(logger, fault, place.Number);
            told |= fault is not null;
            json.Reset();
            JsonSerializer.Serialize(json, answer, HouseJson.Options);
            answers.Write("\n"u8);
            if (answers.UnflushedBytes > MostUnflushed)
                await answers.FlushAsync(ct);
        }
        await answers.FlushAsync(ct);
    }

    // A line that could not be stored is told as such; the others go on.
#pragma warning disable CA1031
    private static async Task<(BatchAnswer Answer, Exception? Fault)> EndingAsync(
        int number,
        Task<Intake> ending
    )
    {
        try
        {
            var (status, article, error) = IntakeAnswer.Line(await ending);
            return (new(number, status, article?.Id, article?.Revision, error), null);
        }
        catch (Exception fault)
        {
            const int Status = StatusCodes.Status503ServiceUnavailable;
            return (new(number, Status, null, null, "Not stored; send it again."), fault);
        }
    }
#pragma warning restore CA1031

    private sealed record Place(int Number, int Weight);

    private sealed record CheckedLine(ArticleDraft? Draft, FieldErrors Errors);

    private sealed record BatchAnswer(int Line, int Status, Guid? Id, int? Revision, string? Error);

    [LoggerMessage(
        LogLevel.Warning,
        "Line {Line} of a batch was not stored, and perhaps others; the sender is told"
    )]
    private static partial void NotStored(ILogger logger, Exception fault, int line);
}
