using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Syndication.Standalone.Tests;

/// <summary>
/// A newspaper of one story on 127.0.0.1 that tells it by a page, WordPress's REST API, a feed, and a
/// WebSub hub of its own. The paper and its people are invented.
/// </summary>
internal sealed class Newspaper : IAsyncDisposable
{
    public const string Title = "নতুন সেতুতে গাড়ি চলাচল শুরু";
    private const string Text =
        "<p>নদীর দুই পারের মানুষ আজ সকাল থেকে নতুন সেতু দিয়ে চলাচল করছেন। সকাল ছয়টায় প্রথম বাসটি সেতু পার হয়।</p>"
        + "<p>সেতুটি হতে সময় লেগেছে চার বছর। এখন জেলা শহর থেকে হাটে যেতে লাগে মাত্র বিশ মিনিট, আগে লাগত দুই ঘণ্টা।</p>";

    private readonly WebApplication _app;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly ConcurrentQueue<(string Callback, string Secret)> _subscribers = [];

    private Newspaper()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Home => _app.Urls.First() + "/";
    public string Story => Home + "khobor/7781/";
    public int Subscribers => _subscribers.Count;

    public static async Task<Newspaper> OpenAsync(CancellationToken ct)
    {
        var paper = new Newspaper();
        await paper._app.StartAsync(ct);
        return paper;
    }

    /// <summary>The feed, signed, to each subscriber; the statuses that they answered.</summary>
    public async Task<List<int>> PushAsync(CancellationToken ct)
    {
        var body = Encoding.UTF8.GetBytes(Rss());
        var answers = new List<int>();
        foreach (var (callback, secret) in _subscribers)
        {
            using var push = new HttpRequestMessage(HttpMethod.Post, callback);
            push.Content = new ByteArrayContent(body);
            push.Content.Headers.ContentType = new("application/rss+xml");
            var digest = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body);
            push.Headers.Add("X-Hub-Signature", $"sha256={Convert.ToHexStringLower(digest)}");
            push.Headers.Add("Link", $"<{Home}feed>; rel=\"self\", <{Home}hub>; rel=\"hub\"");
            using var answer = await _client.SendAsync(push, ct);
            answers.Add((int)answer.StatusCode);
        }
        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private Task AnswerAsync(HttpContext context) =>
        (context.Request.Path.Value ?? "") switch
        {
            "/feed" => SayAsync(context, "application/rss+xml", Rss()),
            "/khobor/7781/" => SayAsync(context, "text/html; charset=utf-8", Page()),
            "/wp-json/wp/v2/posts" => SayAsync(context, "application/json", $"[{Post()}]"),
            "/wp-json/wp/v2/posts/7781" => SayAsync(context, "application/json", Post()),
            "/hub" => SubscribeAsync(context),
            "/" => SayAsync(context, "text/html; charset=utf-8", "<html></html>"),
            _ => MissingAsync(context),
        };

    private static Task MissingAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task SayAsync(HttpContext context, string type, string text)
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private async Task SubscribeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await context.Response.CompleteAsync();
        var callback = form["hub.callback"].ToString();
        var topic = Uri.EscapeDataString(form["hub.topic"].ToString());
        var intent =
            $"{callback}?hub.mode=subscribe&hub.topic={topic}&hub.challenge=setu&hub.lease_seconds=864000";
        if (await _client.GetStringAsync(intent, CancellationToken.None) == "setu")
            _subscribers.Enqueue((callback, form["hub.secret"].ToString()));
    }

    private string Rss() =>
        $"""
            <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>সেতু বার্তা</title><link>{Home}</link>
            <atom:link rel="self" href="{Home}feed"/><atom:link rel="hub" href="{Home}hub"/>
            <item><guid isPermaLink="false">{Home}?p=7781</guid><link>{Story}?utm_source=rss&amp;utm_medium=feed</link>
            <title>{Title}</title><description><![CDATA[{Text}]]></description><category>দেশজুড়ে</category>
            <pubDate>Wed, 13 Aug 2025 06:43:00 GMT</pubDate></item></channel></rss>
            """;

    private string Page() =>
        $$"""
            <html lang="bn"><head><title>{{Title}} | সেতু বার্তা</title><link rel="canonical" href="{{Story}}">
            <script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"{{Title}}",
            "datePublished":"2025-08-13T12:43:00+06:00","author":{"@type":"Person","name":"অর্ণব দত্ত"},
            "articleSection":"দেশজুড়ে"}</script></head>
            <body><main><article><h1>{{Title}}</h1><div class="entry-content">{{Text}}</div></article></main></body></html>
            """;

    private string Post() =>
        $$"""
            {"id":7781,"date_gmt":"2025-08-13T06:43:00","modified_gmt":"2025-08-13T06:43:00","status":"publish","type":"post",
             "guid":{"rendered":"{{Home}}?p=7781"},"link":"{{Story}}","title":{"rendered":"{{Title}}"},"author":3,
             "featured_media":0,"categories":[5],"tags":[],"excerpt":{"rendered":"","protected":false},
             "content":{"rendered":"{{Text.Replace(
                "\"",
                "\\\"",
                StringComparison.Ordinal
            )}}","protected":false},
             "_embedded":{"author":[{"id":3,"name":"অর্ণব দত্ত"}],
                          "wp:term":[[{"id":5,"name":"দেশজুড়ে","taxonomy":"category","slug":"country"}]]} }
            """;
}
