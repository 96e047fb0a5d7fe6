namespace Syndication.Hosting.Tests;

public sealed class OpenFilesTests
{
    private const string Processes =
        "Max processes             96230                96230                processes ";

    [Theory]
    [InlineData("420", 16)]
    [InlineData("1024", 384)]
    [InlineData("1048576", 1_047_936)]
    [InlineData("768", 128)]
    public void Readers_leave_the_process_what_it_needs_itself(string files, long connections) =>
        Assert.Equal(
            connections,
            OpenFiles.MostConnectionsOf([
                Processes,
                $"Max open files            {files}                {files}                files     ",
            ])
        );

    [Theory]
    [InlineData("Max open files            unlimited            unlimited            files     ")]
    [InlineData("Max open files")]
    [InlineData("")]
    public void Where_no_limit_is_told_there_is_none(string line) =>
        Assert.Null(OpenFiles.MostConnectionsOf([Processes, line]));
}
