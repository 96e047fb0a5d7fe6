using System.Security.Cryptography;

namespace Syndication.Notifier.Webhooks;

/// <summary>Keys of signatures (Standard Webhooks, "Signature scheme": 24 to 64 random bytes).</summary>
internal static class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int Length = 32;

    public static byte[] New() => RandomNumberGenerator.GetBytes(Length);

    /// <summary>As its owner is told it, once.</summary>
    public static string Show(byte[] secret) => Prefix + Convert.ToBase64String(secret);
}
