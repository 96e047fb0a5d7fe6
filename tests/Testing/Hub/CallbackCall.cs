using Microsoft.AspNetCore.Http;

namespace Syndication.Testing.Hub;

/// <summary>A call that came to a <see cref="CallbackServer"/>.</summary>
/// <param name="Method">GET for questions, POST for distributions.</param>
/// <param name="Path">Which callback.</param>
/// <param name="Query">Decoded; the callback's own as well.</param>
/// <param name="Headers">As they came.</param>
/// <param name="Body">Empty for a GET.</param>
public sealed record CallbackCall(
    string Method,
    string Path,
    IQueryCollection Query,
    IHeaderDictionary Headers,
    byte[] Body
)
{
    public string Mode => Query["hub.mode"].ToString();

    public string Challenge => Query["hub.challenge"].ToString();
}
