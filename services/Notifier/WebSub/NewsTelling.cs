using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Hosting.Bus;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.WebSub;

/// <summary>
/// Tells articles' timelines that a topic has gone out with them: once for each article and topic, when the pass over the
/// topic's subscribers has come to its end. Killed between telling and noting that, it tells once more.
/// </summary>
internal sealed class NewsTelling(UnitOfWork work, Notices<ArticleStep> steps, TimeProvider time)
{
    private const int LongestName = 60;
    private const string Hub = "hub ";

    /// <summary>Versions up to this one have gone to whoever was due.</summary>
    public async Task TellAsync(string path, long version, CancellationToken ct)
    {
        var news = await work.ReadAsync(
            db =>
                db.HubNews.AsNoTracking()
                    .Where(n => n.Topic == path && n.Version <= version)
                    .OrderBy(n => n.Seq)
                    .ToListAsync(ct),
            ct
        );
        if (news.Count == 0)
            return;
        var now = time.GetUtcNow();
        var followers = await work.ReadAsync(
            db =>
                db.Followers(now)
                    .Where(s => s.Topic == path)
                    .GroupBy(s => s.Sent)
                    .Select(s => new { Sent = s.Key, Count = s.Count() })
                    .ToListAsync(ct),
            ct
        );
        var by = NameOf(path);
        if (followers.Count > 0)
            foreach (var one in news)
                steps.Send(
                    new()
                    {
                        ArticleId = one.ArticleId,
                        Revision = one.Revision,
                        Step = "distributed",
                        By = by,
                        At = now,
                        Detail = Words(
                            followers.Where(f => f.Sent >= one.Version).Sum(f => f.Count),
                            followers.Where(f => f.Sent < one.Version).Sum(f => f.Count)
                        ),
                    }
                );
        var told = news.ConvertAll(n => n.Seq);
        await work.ReadAsync(db => db.HubNews.Where(n => told.Contains(n.Seq)).ExecuteDeleteAsync(ct), ct);
    }

    /// <summary>Who tells of a topic: its path as people read it, cut where it is long.</summary>
    internal static string NameOf(string path)
    {
        var text = Uri.UnescapeDataString(path);
        if (text.Any(char.IsControl))
            text = path;
        if (Hub.Length + text.Length <= LongestName)
            return Hub + text;
        // Topics that begin alike are two all the same.
        var end = "…" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)).AsSpan(0, 3));
        var most = LongestName - Hub.Length - end.Length;
        var cut = 0;
        while (cut + StringInfo.GetNextTextElementLength(text, cut) is var next && next <= most)
            cut = next;
        return Hub + text[..cut] + end;
    }

    private static string Words(int taken, int waiting)
    {
        var acknowledged = $"{taken} {(taken == 1 ? "callback" : "callbacks")} acknowledged";
        return waiting == 0
            ? acknowledged
            : $"{acknowledged}, {waiting} {(waiting == 1 ? "waits" : "wait")} for another try";
    }
}
