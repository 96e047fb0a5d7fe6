using System.Globalization;
using Syndication.Notifier.WebSub;

namespace Syndication.Notifier.Tests.WebSub;

public sealed class LeaseTests
{
    [Theory]
    [InlineData("", 10 * 86_400)]
    [InlineData("0", 10 * 86_400)]
    [InlineData("000", 10 * 86_400)]
    [InlineData("1", 86_400)]
    [InlineData("86399", 86_400)]
    [InlineData("86401", 86_401)]
    [InlineData("2592000", 2_592_000)]
    [InlineData("2592001", 2_592_000)]
    [InlineData("99999999999999999999999999999999999", 2_592_000)]
    public void A_wish_is_kept_between_a_day_and_thirty(string wish, int seconds) =>
        Assert.Equal(seconds, Lease.Grant(wish)?.TotalSeconds);

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData(" 5")]
    [InlineData("১০")]
    [InlineData("0x10")]
    public void What_is_no_number_of_seconds_is_none(string wish) => Assert.Null(Lease.Grant(wish));

    [Fact]
    public void Whatever_is_wished_lies_in_between_and_is_never_less_for_more()
    {
        var random = new Random(7);
        var before = TimeSpan.Zero;
        foreach (var wish in Enumerable.Range(0, 2000).Select(_ => random.NextInt64(1, 5_000_000)).Order())
        {
            var lease = Lease.Grant(wish.ToString(CultureInfo.InvariantCulture))!.Value;
            Assert.InRange(lease, Lease.Shortest, Lease.Longest);
            Assert.True(lease >= before);
            before = lease;
        }
    }
}
