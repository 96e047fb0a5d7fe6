using System.Net;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Outbound;
using Syndication.Hosting.Publication;

namespace Syndication.Notifier.WebSub;

/// <summary>Fetches a topic's feed from the Feeds service, as any reader would.</summary>
internal sealed class TopicReader(OutboundHttp http, PublicAddress address, IOptions<HubOptions> options)
{
    // A feed of 500 long texts.
    private const int MostBytes = 32 << 20;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    /// <param name="path">As <see cref="HubTopic.Path"/>.</param>
    /// <param name="tag">The validator of what is here already, or null.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<TopicReading> ReadAsync(string path, string? tag, CancellationToken ct)
    {
        var (reading, elsewhere) = await LookAsync(path, tag, ct);
        // Where it leads may still bear what is no part of the feed's address; that page's self link does not.
        return elsewhere is null || await LookAsync(elsewhere, null, ct) is not (TopicReading.None own, null)
            ? reading
            : own;
    }

    // With the path that it redirects to.
    private async Task<(TopicReading, string?)> LookAsync(string path, string? tag, CancellationToken ct)
    {
        var origin = options.Value.Feeds?.TrimEnd('/') ?? address.Origin;
        KeyValuePair<string, string>[] headers = tag is null ? [] : [new("If-None-Match", tag)];
        var outcome = await http.SendAsync(
            new(new Uri(origin + path))
            {
                InHouse = true,
                Headers = headers,
                MostBytes = MostBytes,
                TimeLimit = TimeLimit,
            },
            ct
        );
        return outcome switch
        {
            OutboundOutcome.Answered { Answer: var answer } => (Read(answer, path), Elsewhere(answer)),
            OutboundOutcome.Failed failed => (new TopicReading.Failed(failed.Reason), null),
            _ => (new TopicReading.Failed("The feed cannot be fetched."), null),
        };
    }

    private TopicReading Read(OutboundAnswer answer, string path) =>
        answer.Status switch
        {
            HttpStatusCode.OK => Found(answer, path),
            HttpStatusCode.NotModified => new TopicReading.Same(),
            HttpStatusCode.Gone => new TopicReading.None("This feed is no longer published."),
            HttpStatusCode.PermanentRedirect or HttpStatusCode.MovedPermanently => new TopicReading.None(
                $"This feed's own address is {Absolute(answer.Header("Location"))}; follow that."
            ),
            HttpStatusCode.TooManyRequests
            or HttpStatusCode.RequestTimeout
            or >= HttpStatusCode.InternalServerError => new TopicReading.Failed(
                $"The Feeds service answers {answer.StatusText}."
            ),
            _ => new TopicReading.None("There is no such feed here."),
        };

    // The self link is the topic's name (WebSub §4); whatever else leads to the same bytes is none.
    private TopicReading Found(OutboundAnswer answer, string path)
    {
        var links = answer.Header("Link") ?? "";
        var topic = address.Origin + path;
        if (SelfOf(links) is var self && self != topic)
            return new TopicReading.None(
                self is null
                    ? "There is no such feed here."
                    : $"This feed's own address is {self}; follow that."
            );
        return new TopicReading.Found(
            answer.Body.ToArray(),
            answer.ContentType ?? "application/octet-stream",
            links,
            answer.Header("ETag")
        );
    }

    // As the Feeds service writes it: there is one, with its relation first.
    private static string? SelfOf(string links)
    {
        var end = links.IndexOf(">; rel=\"self\"", StringComparison.Ordinal);
        var start = end < 0 ? -1 : links.LastIndexOf('<', end);
        return start < 0 ? null : links[(start + 1)..end];
    }

    private string Absolute(string? location) =>
        Uri.TryCreate(new Uri(address.Origin), location, out var url) ? url.AbsoluteUri : "another one";

    private string? Elsewhere(OutboundAnswer answer) =>
        answer.Status is HttpStatusCode.PermanentRedirect or HttpStatusCode.MovedPermanently
            ? TopicAddress.PathOf(Absolute(answer.Header("Location")), address.Origin)
            : null;
}
