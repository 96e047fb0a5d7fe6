namespace Syndication.Hosting.Tests;

internal static class Handlers
{
    public static HttpClient AsClient(this SocketsHttpHandler handler, Uri address) =>
        new(handler, disposeHandler: true) { BaseAddress = address };
}
