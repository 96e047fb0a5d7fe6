using System.Runtime.InteropServices;

namespace Syndication.Notifier.Deliveries;

/// <summary>What a gate says to one who asks.</summary>
/// <param name="IsIn">Go; and leave again by <see cref="Gate.Leave"/>.</param>
/// <param name="Ticket">Of one who is in.</param>
/// <param name="ComeBackAfter">Of one who is not: for how long there is no use in asking again.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GatePass(bool IsIn, int Ticket, TimeSpan ComeBackAfter);
