namespace Syndication.Notifier.WebSub;

/// <summary>The algorithms of WebSub §7.1.2. SHA-1 is for subscribers that know no other.</summary>
public enum HubSignature
{
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}
