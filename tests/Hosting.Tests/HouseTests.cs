using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Syndication.Hosting.Bus;
using Syndication.Hosting.Publication;
using Syndication.Hosting.Security;
using Syndication.Hosting.Storage;

namespace Syndication.Hosting.Tests;

public sealed class HouseTests : HouseTest
{
    [Theory]
    [InlineData("--Publication:TimeZone", "Mars/Olympus")]
    [InlineData("--Publication:SiteUrl", "ftp://khobor.example")]
    [InlineData("--Publication:PublicUrl", "khobor")]
    [InlineData("--Categories:0:Slug", "Not A Slug")]
    [InlineData("--ApiKeys:0:Name", "")]
    [InlineData("--Messaging", "kafka://somewhere")]
    [InlineData("--Database", "oracle")]
    [InlineData("--Otlp:Endpoint", "nowhere")]
    [InlineData("--Network:AllowPrivateAddresses", "perhaps")]
    public async Task An_impossible_setting_ends_the_start_with_code_78(string key, string value) =>
        Assert.Equal(
            78,
            await House.RunAsync(
                Arguments(key, value),
                "http://127.0.0.1:0",
                builder =>
                {
                    builder.AddBus();
                    builder.AddDatabase<Nothing, Nothing, Nothing>("nothing");
                },
                _ => { }
            )
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_part_that_finds_a_setting_impossible_while_it_starts_ends_it_with_code_78(
        bool whenMade
    ) =>
        Assert.Equal(
            78,
            await House.RunAsync(
                Arguments(),
                "http://127.0.0.1:0",
                builder =>
                    builder
                        .Services.AddSingleton<IHostedService>(_ => new Part(
                            fails: false,
                            spoilsTheEnd: true
                        ))
                        .AddSingleton<IHostedService>(_ =>
                            whenMade
                                ? throw new SettingException("Stove:Gas", "there is none.")
                                : new Part(fails: true)
                        ),
                _ => { }
            )
        );

    private sealed class Part(bool fails, bool spoilsTheEnd = false) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) =>
            fails ? throw new SettingException("Stove:Gas", "there is none.") : Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) =>
            spoilsTheEnd ? throw new InvalidOperationException("The door is stuck.") : Task.CompletedTask;
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("http://192.0.2.1:0")]
    public async Task An_address_that_cannot_be_ends_the_start_with_code_78(string url) =>
        Assert.Equal(
            78,
            await House.RunAsync(Arguments("--urls", url), "http://127.0.0.1:0", _ => { }, _ => { })
        );

    [Fact]
    public async Task An_address_that_is_taken_ends_the_start_with_code_78()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://{other.LocalEndpoint}";

        Assert.Equal(
            78,
            await House.RunAsync(Arguments("--urls", url), "http://127.0.0.1:0", _ => { }, _ => { })
        );
    }

    [Fact]
    public async Task A_part_that_fails_is_named_and_the_process_is_alive_all_the_same()
    {
        var ill = false;
        await RunAsync(
            builder =>
                builder
                    .Services.AddHealthChecks()
                    .AddCheck(
                        "stove",
                        () => ill ? HealthCheckResult.Unhealthy("cold") : HealthCheckResult.Healthy()
                    ),
            _ => { },
            async client =>
            {
                Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready", Ct)).StatusCode);
                ill = true;
                using var ready = await client.GetAsync("/health/ready", Ct);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
                var report = await ready.Content.ReadFromJsonAsync<JsonNode>(Ct);
                Assert.Equal("failing", (string?)report!["parts"]!["stove"]!["status"]);
                Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", Ct)).StatusCode);
            }
        );
    }

    [Theory]
    [InlineData("/boom", 500)]
    [InlineData("/nowhere", 404)]
    [InlineData("/locked", 401)]
    [InlineData("/only-posted-to", 405)]
    [InlineData("/count?number=many", 400)]
    public Task Whatever_goes_wrong_is_a_problem_without_the_houses_secrets(string path, int status) =>
        RunAsync(
            _ => { },
            app =>
            {
                app.MapGet(
                    "/boom",
                    string () => throw new InvalidOperationException("a secret of the house")
                );
                app.MapPost("/only-posted-to", () => "thanks");
                app.MapGet("/count", (int? number) => number);
                app.MapGet("/locked", () => "open").RequireAuthorization(Scope.Admin);
            },
            async client =>
            {
                using var answer = await client.GetAsync(path, Ct);
                Assert.Equal(status, (int)answer.StatusCode);
                Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
                var problem = await answer.Content.ReadFromJsonAsync<JsonNode>(Ct);
                Assert.NotEqual("", (string?)problem!["detail"] ?? "");
                Assert.DoesNotContain("Nullable", problem.ToJsonString(), StringComparison.Ordinal);
                Assert.DoesNotContain(
                    "secret",
                    await answer.Content.ReadAsStringAsync(Ct),
                    StringComparison.Ordinal
                );
            }
        );

    [Fact]
    public async Task The_public_address_is_the_one_listened_on_unless_it_is_configured()
    {
        var origin = "";
        await RunAsync(
            _ => { },
            app => app.MapGet("/", (PublicAddress address) => address.Origin),
            async client => origin = await client.GetStringAsync("/", Ct)
        );
        Assert.StartsWith("http://127.0.0.1:", origin, StringComparison.Ordinal);

        await RunAsync(
            _ => { },
            app => app.MapGet("/", (PublicAddress address) => address.Origin),
            async client => origin = await client.GetStringAsync("/", Ct),
            "--Publication:PublicUrl",
            "https://feeds.khobor.example/"
        );
        Assert.Equal("https://feeds.khobor.example", origin);
    }

    private sealed class Nothing(Microsoft.EntityFrameworkCore.DbContextOptions<Nothing> options)
        : Microsoft.EntityFrameworkCore.DbContext(options);
}
