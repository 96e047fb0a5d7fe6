namespace Syndication.Hosting.Outbound;

/// <summary>Carries a refusal from where connections are made, through the handler, to whoever asked.</summary>
internal sealed class RefusedAddressException(string reason) : Exception(reason);
