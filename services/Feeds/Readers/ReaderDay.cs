using System.Text.Json.Serialization;

namespace Syndication.Feeds.Readers;

/// <summary>One feed's readers on one day of the publication's zone. Bounded, whatever comes.</summary>
internal sealed class ReaderDay
{
    public const string Others = "others";
    private const int MostFetchers = 200;
    private const int MostAgents = 100;

    /// <summary>Requests answered with the feed, or that nothing is new.</summary>
    public long Requests { get; set; }

    /// <summary>Of these, from askers that bore a tag given out here.</summary>
    public long Returning { get; set; }

    /// <summary>Of these, answered that nothing is new.</summary>
    public long Unchanged { get; set; }

    /// <summary>Services that told for how many they fetch: the greatest number of the day, by service and its number for the feed.</summary>
    public Dictionary<string, Fetcher> Fetchers { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Requests by the program's name; those too many to be kept apart under <see cref="Others"/>.</summary>
    public Dictionary<string, AgentCount> Agents { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Names that take memory.</summary>
    [JsonIgnore]
    public int Details => Fetchers.Count + Agents.Count;

    /// <param name="visit">What is counted.</param>
    /// <param name="agent">Who it says it is.</param>
    /// <param name="mayGrow">Whether there is room for another name.</param>
    public void Count(in Visit visit, ReaderAgent agent, bool mayGrow = true)
    {
        Requests++;
        Returning += visit.IsReturning ? 1 : 0;
        Unchanged += visit.IsUnchanged ? 1 : 0;
        Add(agent.Name, requests: 1, visit.IsReturning ? 1 : 0, mayGrow);
        if (agent.Subscribers is { } subscribers)
            // Without a number of its own, a service counts those of each address apart.
            Tell(new(agent.Name, agent.FeedId, visit.Format.Extension, subscribers), mayGrow);
    }

    /// <summary>Another process's count of the same day: requests add up, and what a service told it told to all.</summary>
    public void Merge(ReaderDay other)
    {
        Requests += other.Requests;
        Returning += other.Returning;
        Unchanged += other.Unchanged;
        foreach (var (name, count) in other.Agents)
            Add(name, count.Requests, count.Returning, mayGrow: true);
        foreach (var fetcher in other.Fetchers.Values)
            Tell(fetcher, mayGrow: true);
    }

    private void Add(string name, long requests, long returning, bool mayGrow)
    {
        if (!Agents.ContainsKey(name) && !(mayGrow && Agents.Count < MostAgents))
            name = Others;
        var known = Agents.GetValueOrDefault(name) ?? new(0, 0);
        Agents[name] = new(known.Requests + requests, known.Returning + returning);
    }

    private void Tell(Fetcher told, bool mayGrow)
    {
        var key = $"{told.Name} {told.FeedId ?? told.Format}";
        if (
            Fetchers.TryGetValue(key, out var known)
                ? known.Subscribers < told.Subscribers
                : mayGrow && Fetchers.Count < MostFetchers
        )
            Fetchers[key] = told;
    }
}

/// <summary>Requests of one program.</summary>
internal sealed record AgentCount(long Requests, long Returning);

/// <summary>A service and the greatest number of subscribers it told on a day.</summary>
internal sealed record Fetcher(string Name, string? FeedId, string Format, int Subscribers);
