using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Syndication.Notifier.Webhooks;

/// <summary>The headers of one try (Standard Webhooks, "Webhook headers").</summary>
/// <param name="Id"><c>webhook-id</c></param>
/// <param name="Timestamp"><c>webhook-timestamp</c>, of the try.</param>
/// <param name="Signatures"><c>webhook-signature</c>: one for each key, with blanks between.</param>
internal sealed record WebhookSignature(string Id, string Timestamp, string Signatures)
{
    /// <summary>As <c>webhook-id</c>: no full stop in it, which would take the signed content apart otherwise.</summary>
    public static string IdOf(Guid id) => $"msg_{id:N}";

    /// <summary>As <c>webhook-timestamp</c>.</summary>
    public static string TimestampOf(DateTimeOffset now) =>
        now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <param name="id">Of the event.</param>
    /// <param name="body">As it is sent.</param>
    /// <param name="secrets">One or two.</param>
    /// <param name="now">The instant of the try.</param>
    public static WebhookSignature Of(
        Guid id,
        ReadOnlySpan<byte> body,
        IEnumerable<byte[]> secrets,
        DateTimeOffset now
    )
    {
        var (name, timestamp) = (IdOf(id), TimestampOf(now));
        byte[] content = [.. Encoding.ASCII.GetBytes($"{name}.{timestamp}."), .. body];
        var signatures = secrets.Select(s => "v1," + Convert.ToBase64String(HMACSHA256.HashData(s, content)));
        return new(name, timestamp, string.Join(' ', signatures));
    }
}
