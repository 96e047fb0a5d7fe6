using System.Diagnostics.CodeAnalysis;

namespace Syndication.Notifier.Alerts;

/// <summary>The words that addresses and JSON have for <see cref="AlertState"/>.</summary>
internal static class AlertStates
{
    private static readonly Dictionary<string, AlertState> ByWord = Enum.GetValues<AlertState>()
        .ToDictionary(Word, StringComparer.Ordinal);

    public static string All { get; } = string.Join(", ", ByWord.Keys);

    public static bool TryParse(string text, [NotNullWhen(true)] out AlertState? state)
    {
        state = ByWord.TryGetValue(text, out var found) ? found : null;
        return state is not null;
    }

    public static string Word(AlertState state) =>
        state switch
        {
            AlertState.Draft => "draft",
            AlertState.Approved => "approved",
            AlertState.Scheduled => "scheduled",
            AlertState.Sending => "sending",
            AlertState.Sent => "sent",
            AlertState.Withdrawn => "withdrawn",
            AlertState.Corrected => "corrected",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state."),
        };
}
