using System.Net.Mime;
using System.Text;

namespace Syndication.Notifier.WebSub;

/// <summary>How rssCloud tells that a feed has changed: a form that names it.</summary>
internal static class CloudPing
{
    public static KeyValuePair<string, string>[] Headers { get; } =
    [new("Content-Type", MediaTypeNames.Application.FormUrlEncoded)];

    /// <param name="topic">The feed's absolute URL.</param>
    public static byte[] BodyOf(string topic) =>
        Encoding.ASCII.GetBytes("url=" + Uri.EscapeDataString(topic));
}
