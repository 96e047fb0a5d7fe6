namespace Syndication.Formats.Reading;

/// <summary>Takes down what was wrong, each kind once, where it came first.</summary>
internal sealed class ProblemLog
{
    /// <summary>Characters of a message: a parser's own can list every open tag.</summary>
    public const int Longest = 2000;

    private readonly List<FeedProblem> _problems = [];

    public IReadOnlyList<FeedProblem> Problems => _problems;

    public void Add(string code, string message, int line)
    {
        // Asked for every slip of a document that may have millions: no closure here.
        foreach (var known in _problems)
        {
            if (known.Code == code)
            {
                return;
            }
        }

        _problems.Add(new(code, Short(message), line));
    }

    public static string Short(string message) => message.Length > Longest ? message[..Longest] : message;
}
