using System.Text;

namespace Syndication.Testing.Processes;

/// <summary>The last lines that a process wrote, over all its starts.</summary>
internal sealed class OutputLog
{
    private const int Most = 2_000;
    private readonly Queue<string> _lines = new();
    private readonly Lock _gate = new();

    public void Add(string? line)
    {
        if (line is null)
            return;
        lock (_gate)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Most)
                _lines.Dequeue();
        }
    }

    public override string ToString()
    {
        lock (_gate)
            return new StringBuilder().AppendJoin('\n', _lines).ToString();
    }
}
