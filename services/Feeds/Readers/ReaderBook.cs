using Microsoft.Extensions.Options;
using Syndication.Feeds.Caching;
using Syndication.Hosting.Publication;

namespace Syndication.Feeds.Readers;

/// <summary>This process's counts of today, and of a day that has just ended.</summary>
internal sealed class ReaderBook(ReaderLog log, IOptions<PublicationOptions> publication, TimeProvider time)
{
    private const int MostFeeds = 10_000;
    private const int MostAgents = 10_000;

    // Of all feeds together; some tens of megabytes. Whoever invents names for himself cannot have more.
    private const int MostDetails = 200_000;
    private const long MostAgentBytes = 8L << 20;

    private readonly Lock _gate = new();
    private readonly RecentlyUsed<string, ReaderAgent> _agents = new(MostAgents, MostAgentBytes);
    private readonly Dictionary<(DateOnly Day, string Feed), ReaderDay> _days = [];
    private readonly HashSet<DateOnly> _changed = [];
    private TimeZoneInfo? _zone;
    private int _details;
    private string? _lastAgent;
    private ReaderAgent _lastParsed = ReaderAgent.Parse(null);

    /// <summary>In the publication's zone.</summary>
    public DateOnly Today =>
        DateOnly.FromDateTime(
            TimeZoneInfo.ConvertTime(time.GetUtcNow(), _zone ??= publication.Value.Zone()).DateTime
        );

    /// <summary>Requests on feeds that were too many to be kept apart.</summary>
    public long Left { get; private set; }

    /// <summary>Counts what was taken down since.</summary>
    public void Count()
    {
        lock (_gate)
        {
            var today = Today;
            var isAny = false;
            while (log.TryTake(out var visit))
            {
                isAny = true;
                if (Find(today, visit.Feed.ToString()) is { } day)
                    Count(day, visit);
                else
                    Left++;
            }
            if (isAny)
                _changed.Add(today);
        }
    }

    /// <summary>Names that are kept now.</summary>
    public int Details => _details;

    /// <summary>Puts back what was counted in an earlier life.</summary>
    public void Restore(DateOnly day, IReadOnlyDictionary<string, ReaderDay> feeds)
    {
        lock (_gate)
            foreach (var (feed, counts) in feeds)
                if (Find(day, feed) is { } known)
                {
                    known.Merge(counts);
                    _details += known.Details;
                }
    }

    /// <summary>A copy of one feed's day; null where nothing was counted.</summary>
    public ReaderDay? Read(DateOnly day, string feed)
    {
        lock (_gate)
            return _days.TryGetValue((day, feed), out var counts) ? Copy(counts) : null;
    }

    /// <summary>Copies of the days that changed since this was last asked; those that are over are let go.</summary>
    public IReadOnlyDictionary<DateOnly, IReadOnlyDictionary<string, ReaderDay>> TakeChanged()
    {
        lock (_gate)
        {
            var taken = _changed.ToDictionary(day => day, CopyOf);
            _changed.Clear();
            var today = Today;
            foreach (var key in _days.Keys.Where(k => k.Day < today).ToArray())
                if (_days.Remove(key, out var over))
                    _details -= over.Details;
            return taken;
        }
    }

    private void Count(ReaderDay day, in Visit visit)
    {
        var before = day.Details;
        day.Count(visit, AgentOf(visit.Agent), mayGrow: _details < MostDetails);
        _details += day.Details - before;
    }

    private IReadOnlyDictionary<string, ReaderDay> CopyOf(DateOnly day) =>
        _days
            .Where(d => d.Key.Day == day)
            .ToDictionary(d => d.Key.Feed, d => Copy(d.Value), StringComparer.Ordinal);

    private ReaderDay? Find(DateOnly day, string feed)
    {
        if (_days.TryGetValue((day, feed), out var known))
            return known;
        return _days.Count < MostFeeds ? _days[(day, feed)] = new() : null;
    }

    // A connection that is kept sends the very same string each time.
    private ReaderAgent AgentOf(string? agent)
    {
        if (ReferenceEquals(agent, _lastAgent))
            return _lastParsed;
        _lastAgent = agent;
        if (agent is null)
            return _lastParsed = ReaderAgent.Parse(null);
        if (_agents.Find(agent) is { } known)
            return _lastParsed = known;
        _lastParsed = ReaderAgent.Parse(agent);
        _agents.Put(agent, _lastParsed, 2L * agent.Length);
        return _lastParsed;
    }

    private static ReaderDay Copy(ReaderDay counts)
    {
        var copy = new ReaderDay();
        copy.Merge(counts);
        return copy;
    }
}
