namespace Syndication.Formats.Dates;

/// <summary>A part of the day: the hours of 24 it may hold, both ends included, over midnight if need be.</summary>
internal sealed record BengaliDateDayPart(int From, int To)
{
    /// <summary>The hour of 24 that <paramref name="told"/> means in this part of the day.</summary>
    public bool TryPlace(int told, out int hour)
    {
        hour = told;
        if (Holds(told))
            return true;
        hour = told switch
        {
            12 => 0,
            > 0 and < 12 => told + 12,
            _ => -1,
        };
        return hour >= 0 && Holds(hour);
    }

    private bool Holds(int hour) => From <= To ? hour >= From && hour <= To : hour >= From || hour <= To;
}
