using System.Net;

namespace Syndication.Hosting.Outbound;

/// <summary>Where a call stands between its first address and its answer.</summary>
internal sealed class Journey(OutboundRequest request)
{
    private HashSet<(HttpMethod, Uri)>? _seen;
    private int _redirects;
    private bool _onlyPermanent = true;

    public Uri Url { get; private set; } = request.Url;

    public HttpMethod Method { get; private set; } = request.Method;

    public bool KeepsBody { get; private set; } = true;

    public Uri? PermanentUrl { get; private set; }

    /// <summary>False once another origin is asked: what was meant for the first is not for it.</summary>
    public bool MayAuthorize { get; private set; } = true;

    public bool Follows(HttpStatusCode status) =>
        request.MostRedirects > 0
        && status
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect;

    /// <summary>Goes where a redirect leads.</summary>
    /// <returns>Why it cannot be, or null.</returns>
    public OutboundOutcome.BadRedirect? Follow(HttpStatusCode status, string? location)
    {
        if (!Uri.TryCreate(Url, location, out var next) || string.IsNullOrWhiteSpace(location))
            return new($"'{Url.IdnHost}' redirects without saying where to.");
        if (WebUrl.Fault(next) is { } fault)
            return new($"'{Url.IdnHost}' redirects to what cannot be followed. {fault}");
        // Whoever stands in between could then write what readers take for the publisher's words.
        if (Url.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp)
            return new(
                $"'{Url.IdnHost}' redirects from https to http, which is not followed; give the http address if it is meant."
            );
        if (++_redirects > request.MostRedirects)
            return new($"More than {request.MostRedirects} redirects.");
        _seen ??= [(request.Method, request.Url)];
        TurnTo(next, status);
        return _seen.Add((Method, next)) ? null : new("The redirects lead in a ring.");
    }

    private void TurnTo(Uri next, HttpStatusCode status)
    {
        _onlyPermanent &= status is HttpStatusCode.MovedPermanently or HttpStatusCode.PermanentRedirect;
        if (_onlyPermanent)
            PermanentUrl = next;
        MayAuthorize &= WebUrl.SameOrigin(Url, next);
        Url = next;
        // RFC 9110 §15.4: 307 and 308 keep the method; after the others everybody asks with GET.
        if (
            status is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
            || Method == HttpMethod.Head
        )
            return;
        if (Method != HttpMethod.Get)
            KeepsBody = false;
        Method = HttpMethod.Get;
    }
}
