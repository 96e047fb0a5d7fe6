using System.Runtime.InteropServices;

namespace Syndication.Notifier.Deliveries;

/// <summary>How a delivery gets to its push service.</summary>
/// <param name="Gate">Of the push service.</param>
/// <param name="Lane">Whose place it takes.</param>
/// <param name="Patience">How long it may wait for that place.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Way(Gate Gate, Lane Lane, TimeSpan Patience) : IDisposable
{
    public void Dispose() => Lane.Leave();
}
