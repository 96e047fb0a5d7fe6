using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using System.Xml;
using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Transfer;

/// <summary>
/// Takes an export in. The file is read twice: pictures are items of their own, which mostly come after the posts that
/// show them.
/// </summary>
internal sealed class WxrImport(ArticleIntake intake, WxrPosts posts, TimeProvider time)
{
    private const int MostUnderWay = 256;
    private const int MostPictures = 1_000_000;
    private const int MostBetweenLines = 1000;
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(1);

    /// <summary>What the file holds: how many items, and the posts' pictures by the number that posts name them by.</summary>
    /// <exception cref="XmlException">It is no export at all: nothing could be read.</exception>
    public static async Task<WxrContents> ContentsAsync(Stream file, CancellationToken ct)
    {
        var pictures = new Dictionary<string, ImageInput>(StringComparer.Ordinal);
        var items = 0;
        try
        {
            await foreach (var item in new WxrReader(file).ReadAsync(ct))
            {
                items++;
                if (
                    WxrPosts.Picture(item) is { } picture
                    && item["post_id"]?.Trim() is { Length: > 0 } id
                    && pictures.Count < MostPictures
                )
                    pictures.TryAdd(id, picture);
            }
        }
        catch (Exception fault) when (items > 0 && IsOfTheFile(fault))
        {
            // What comes before the fault is taken in all the same, and the fault is told then.
        }
        return new(items, pictures);
    }

    /// <summary>Takes the posts, and tells how it goes: <see cref="ImportProgress"/> and <see cref="RefusedItem"/>.</summary>
    public async IAsyncEnumerable<object> RunAsync(
        Stream file,
        WxrContents contents,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var under = Channel.CreateBounded<(WxrItem Item, Task<Intake>? Ending)>(MostUnderWay);
        var reading = ReadAsync(file, contents.Pictures, under.Writer, either.Token);
        var progress = ImportProgress.Of(contents.Items);
        var told = (At: time.GetTimestamp(), progress.Read);
        try
        {
            await foreach (var (item, ending) in under.Reader.ReadAllAsync(ct))
            {
                (progress, var refused) = Count(progress, item, ending is null ? null : await ending);
                if (refused is not null)
                    yield return refused;
                if (
                    progress.Read - told.Read < MostBetweenLines
                    && time.GetElapsedTime(told.At) < BetweenLines
                )
                    continue;
                told = (time.GetTimestamp(), progress.Read);
                yield return progress;
            }
        }
        finally
        {
            await either.CancelAsync();
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        var error = await reading;
        yield return progress with
        {
            Done = error is null,
            Error = error,
        };
    }

    // Returns why it ended before the file did; null if it did not.
    private async Task<string?> ReadAsync(
        Stream file,
        IReadOnlyDictionary<string, ImageInput> pictures,
        ChannelWriter<(WxrItem, Task<Intake>?)> under,
        CancellationToken ct
    )
    {
        var wxr = new WxrReader(file);
        try
        {
            await foreach (var item in wxr.ReadAsync(ct))
            {
                var picture = item.ThumbnailId is { } id ? pictures.GetValueOrDefault(id) : null;
                var ending = WxrPosts.IsTaken(item)
                    ? intake.TakeAsync(posts.Article(item, wxr.Authors, picture), Arrival.ByImport, ct)
                    : null;
                await under.WriteAsync((item, ending), ct);
            }
            return null;
        }
        catch (Exception fault) when (IsOfTheFile(fault))
        {
            return $"The file cannot be read from line {wxr.Line} on; what came before it was taken.";
        }
        finally
        {
            under.Complete();
        }
    }

    private static bool IsOfTheFile(Exception fault) =>
        fault is XmlException or IOException or InvalidDataException;

    private static (ImportProgress, RefusedItem?) Count(ImportProgress progress, WxrItem item, Intake? intake)
    {
        var next = progress with { Read = progress.Read + 1, Line = item.Line };
        return intake switch
        {
            null => (next with { Skipped = next.Skipped + 1 }, null),
            Intake.Created => (next with { Created = next.Created + 1 }, null),
            Intake.Revised => (next with { Updated = next.Updated + 1 }, null),
            Intake.Unchanged => (next with { Unchanged = next.Unchanged + 1 }, null),
            Intake.Refused(var errors) => Refused(errors.ToString()),
            Intake.StaysRetracted => Refused("The article was retracted."),
            var other => throw new UnreachableException($"{other}"),
        };

        (ImportProgress, RefusedItem) Refused(string why) =>
            (next with { Refused = next.Refused + 1 }, new(item.Line, item["guid"], item["link"], why));
    }
}
