namespace Syndication.Notifier.WebPush;

/// <summary>Elliptic-curve Diffie-Hellman on P-256; safe to call from many threads.</summary>
internal interface IKeyAgreement
{
    /// <summary>Works out the public key and the secret shared with <paramref name="theirs"/>.</summary>
    /// <param name="privateKey">32 bytes, a number from 1 to the order less 1.</param>
    /// <param name="theirs">Their public key, 65 bytes.</param>
    /// <param name="ours">Takes the public key, 65 bytes.</param>
    /// <param name="secret">Takes the shared secret, 32 bytes (RFC 5903 §9: the abscissa).</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">
    /// <paramref name="theirs"/> is no point of the curve.
    /// </exception>
    void Agree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> theirs, Span<byte> ours, Span<byte> secret);
}
