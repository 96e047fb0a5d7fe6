using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Syndication.Feeds.Sockets;

/// <summary>Linux's epoll(7): who of many sockets has something to say.</summary>
internal sealed class Epoll : IDisposable
{
    private const int CloseOnExec = 0x80000;
    private const int Add = 1;
    private const uint Edge = 1u << 31;
    private const int Interrupted = 4;
    private const int Most = 512;

    // A struct epoll_event is packed on x86-64 and nowhere else; the key lies in the lower half of its data.
    private static readonly bool Packed = RuntimeInformation.ProcessArchitecture is Architecture.X64;
    private static readonly int Stride = Packed ? 3 : 4;
    private static readonly int KeyAt = Packed ? 1 : 2;

    private readonly uint[] _events = new uint[Most * Stride];
    private readonly SafeFileHandle _file = new(Checked(epoll_create1(CloseOnExec)), ownsHandle: true);

    /// <summary>From now on whatever becomes true of a socket is told once, under this key.</summary>
    public void Watch(SafeHandle socket, int key)
    {
        Span<uint> wish = stackalloc uint[4];
        wish[0] = (uint)(Ready.Read | Ready.Write | Ready.PeerClosed) | Edge;
        wish[KeyAt] = (uint)key;
        Checked(epoll_ctl(_file, Add, socket, ref wish[0]));
    }

    /// <summary>Waits until something is to be told; how much.</summary>
    public int Wait()
    {
        var count = epoll_wait(_file, ref _events[0], Most, Timeout.Infinite);
        if (count < 0 && Marshal.GetLastPInvokeError() == Interrupted)
            return 0;
        return Checked(count);
    }

    /// <summary>One of what <see cref="Wait"/> brought.</summary>
    public (int Key, Ready Ready) this[int index] =>
        ((int)_events[index * Stride + KeyAt], (Ready)_events[index * Stride]);

    public void Dispose() => _file.Dispose();

    private static int Checked(int result) =>
        result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int epoll_create1(int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int epoll_ctl(SafeHandle epoll, int operation, SafeHandle file, ref uint wish);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int epoll_wait(SafeHandle epoll, ref uint events, int most, int milliseconds);
}

/// <summary>EPOLLIN, EPOLLOUT, EPOLLERR, EPOLLHUP, EPOLLRDHUP.</summary>
[Flags]
internal enum Ready : uint
{
    Nothing = 0,
    Read = 0x1,
    Write = 0x4,
    Error = 0x8,
    Closed = 0x10,
    PeerClosed = 0x2000,
    End = Error | Closed | PeerClosed,
}
