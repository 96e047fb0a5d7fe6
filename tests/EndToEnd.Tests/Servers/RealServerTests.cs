using Syndication.Testing.Servers;

namespace Syndication.EndToEnd.Tests.Servers;

public sealed class RealServerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Redis_keeps_what_it_took_over_a_kill()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync(Ct);
        await redis.CommandAsync(Ct, "SET", "শহর", "ঢাকা");

        await redis.KillAsync();
        Assert.False(redis.IsRunning);
        await redis.StartAsync(Ct);

        Assert.Equal("ঢাকা", await redis.CommandAsync(Ct, "GET", "শহর"));
    }

    [Fact]
    public async Task Redis_whose_disk_is_lost_comes_back_empty()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync(Ct);
        await redis.CommandAsync(Ct, "SET", "শহর", "ঢাকা");

        await redis.RestartEmptyAsync(Ct);

        Assert.Equal("0", await redis.CommandAsync(Ct, "DBSIZE"));
    }

    [Fact]
    public async Task PostgreSQL_keeps_a_commit_over_a_kill_and_over_a_stop()
    {
        await using var postgres = new PostgresServer();
        await postgres.StartAsync(Ct);
        await postgres.CreateDatabaseAsync("ingest", Ct);
        await postgres.QueryAsync(
            "ingest",
            "CREATE TABLE town (name text); INSERT INTO town VALUES ('ঢাকা')",
            Ct
        );

        await postgres.KillAsync();
        await postgres.StartAsync(Ct);
        await postgres.RestartAsync(Ct);
        await postgres.CreateDatabaseAsync("ingest", Ct);

        Assert.Equal("ঢাকা", await postgres.QueryAsync("ingest", "SELECT name FROM town", Ct));
    }

    [Fact]
    public async Task RabbitMQ_serves_again_after_a_kill()
    {
        await using var rabbit = new RabbitServer();
        await rabbit.StartAsync(Ct);

        await rabbit.KillAsync();
        Assert.False(rabbit.IsRunning);
        await rabbit.StartAsync(Ct);

        Assert.True(rabbit.IsRunning);
    }
}
