using System.Buffers.Text;
using System.Security.Cryptography;

namespace Syndication.Ingest.WebSub;

/// <summary>What only we and the hub know: 256 bits each, as 43 characters that need no escape.</summary>
internal static class HubSecrets
{
    private const int Bytes = 32;
    private const int Length = 43;

    /// <summary>For a callback's address, or for signing; a secret must be shorter than 200 bytes (WebSub §5.1).</summary>
    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>False for what cannot be a callback of ours, whoever it was made for.</summary>
    public static bool IsToken(string? text) =>
        text is { Length: Length } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
