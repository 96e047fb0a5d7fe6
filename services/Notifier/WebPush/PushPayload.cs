using System.Buffers;
using System.Text;
using System.Text.Json;
using Syndication.Hosting.Json;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Deliveries;

namespace Syndication.Notifier.WebPush;

/// <summary>
/// What a reader's browser is told, as JSON that satisfies two: browsers that show it by themselves (declarative Web Push:
/// <c>web_push</c>, <c>notification</c>), and the service worker of this house, which reads what stands beside. It is cut
/// at words until it fits.
/// </summary>
internal static class PushPayload
{
    /// <summary>Bytes at most of what is sent where a push service found the whole too large.</summary>
    public const int MostOfShort = 1000;

    // One address twice must leave room for words; a Bengali letter in one is nine bytes.
    private const int MostOfUrl = 1100;

    // It stands there twice; words are worth more than a picture.
    private const int MostOfImage = 500;

    private static readonly JsonWriterOptions Plain = new() { Encoder = HouseJson.Options.Encoder };

    /// <param name="message">What there is to say.</param>
    /// <param name="home">Where a tap leads that has no address of its own, or one too long: an origin.</param>
    public static byte[] Whole(AlertMessage message, string home) =>
        Fit(
            message with
            {
                Url = UrlOf(message, home, MostOfUrl),
                Image =
                    message.Image is { } image && Encoding.UTF8.GetByteCount(image) <= MostOfImage
                        ? image
                        : null,
            },
            PushEncryption.MostPlaintext
        );

    /// <summary>The same in <see cref="MostOfShort"/> bytes, without a picture.</summary>
    public static byte[] Short(AlertMessage message, string home) =>
        Fit(message with { Url = UrlOf(message, home, MostOfShort / 5), Image = null }, MostOfShort);

    private static string UrlOf(AlertMessage message, string home, int most) =>
        message.Url is { Length: > 0 } url && Encoding.UTF8.GetByteCount(url) <= most ? url
        : message.AlertId is { } id ? $"{home}/alerts/{id}"
        : $"{home}/alerts";

    private static byte[] Fit(AlertMessage message, int most)
    {
        var json = Write(message);
        while (json.Length > most && message.Body.Length > 0)
            json = Write(message = message with { Body = Less(message.Body, json.Length - most) });
        if (json.Length > most && message.Image is not null)
            json = Write(message = message with { Image = null });
        while (json.Length > most && message.Title.Length > 1)
            json = Write(message = message with { Title = Less(message.Title, json.Length - most) });
        return json;
    }

    // Both stand there twice; a letter has three bytes at most and is two when escaped.
    private static string Less(string text, int tooMany)
    {
        var (keep, left) = (text.Length, (tooMany + 1) / 2 + Encoding.UTF8.GetByteCount("…"));
        while (keep > 0 && left > 0)
            left -= BytesOf(text[--keep]);
        if (keep == 0)
            return "";
        var cut = AlertText.CutTo(text, keep);
        return cut.Length < text.Length ? cut : "";
    }

    private static int BytesOf(char letter) =>
        letter switch
        {
            < '\u0080' => 1,
            < '\u0800' => 2,
            _ when char.IsSurrogate(letter) => 2,
            _ => 3,
        };

    private static byte[] Write(AlertMessage message)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            json.WriteNumber("web_push", 8030);
            json.WriteStartObject("notification");
            WriteWords(json, message, "navigate");
            json.WriteNumber("timestamp", message.Timestamp.ToUnixTimeMilliseconds());
            // All that a service worker sees where the browser has read the message itself.
            json.WriteStartObject("data");
            WriteIdentity(json, message);
            json.WriteEndObject();
            json.WriteEndObject();
            // The service worker may look whether a later version has been shown; where it fails, this one is.
            json.WriteBoolean("mutable", true);
            WriteWords(json, message, "url");
            json.WritePropertyName("timestamp");
            JsonSerializer.Serialize(json, message.Timestamp, HouseJson.Options);
            WriteIdentity(json, message);
            json.WriteEndObject();
        }
        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteWords(Utf8JsonWriter json, AlertMessage message, string url)
    {
        json.WriteString("title", message.Title);
        json.WriteString("body", message.Body);
        json.WriteString(url, message.Url);
        if (message.Image is { } image)
            json.WriteString("image", image);
        json.WriteString("tag", message.Tag);
        json.WriteString("lang", message.Language);
        json.WriteString("dir", WritingDirection.Of(message.Language));
    }

    private static void WriteIdentity(Utf8JsonWriter json, AlertMessage message)
    {
        if (message.AlertId is { } id)
            json.WriteString("alertId", id);
        else
            json.WriteNull("alertId");
        json.WriteNumber("sequence", message.Sequence);
        json.WriteString("kind", KindOf(message.Kind));
        json.WriteString("level", message.Level == Contracts.BreakingLevel.Flash ? "flash" : "breaking");
    }

    private static string KindOf(DispatchKind kind) =>
        kind switch
        {
            DispatchKind.Correction => "correction",
            DispatchKind.Withdrawal => "withdrawal",
            _ => "alert",
        };
}
