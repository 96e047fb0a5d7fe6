using System.Diagnostics.CodeAnalysis;

namespace Syndication.Notifier.WebSub;

/// <summary>What became of a call to a callback's host.</summary>
/// <typeparam name="T">Its answer.</typeparam>
internal sealed record HubCall<T>
{
    private HubCall() { }

    /// <summary>It was made, and there is an <see cref="Answer"/>.</summary>
    [MemberNotNullWhen(true, nameof(Answer))]
    public bool IsMade { get; private init; }

    public T? Answer { get; private init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; private init; }

    /// <summary>For how long there is no use in calling; null where nobody can say.</summary>
    public TimeSpan? ComeBackAfter { get; private init; }

    public static HubCall<T> Made(T answer, TimeSpan took) =>
        new()
        {
            IsMade = true,
            Answer = answer,
            Took = took,
        };

    public static HubCall<T> NotMade(TimeSpan? comeBackAfter) => new() { ComeBackAfter = comeBackAfter };
}
