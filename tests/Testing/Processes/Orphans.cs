using System.Collections.Concurrent;

namespace Syndication.Testing.Processes;

/// <summary>Ends what is still running when the test process ends without having disposed it.</summary>
internal static class Orphans
{
    private static readonly ConcurrentDictionary<ChildProcess, byte> Children = [];

    static Orphans() =>
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (var child in Children.Keys)
                child.KillNow();
        };

    public static void Watch(ChildProcess child) => Children.TryAdd(child, 0);

    public static void Forget(ChildProcess child) => Children.TryRemove(child, out _);
}
