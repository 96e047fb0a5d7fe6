using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Syndication.Testing.Push;

/// <summary>How a sink answers in place of taking a message.</summary>
public sealed class SinkAnswer
{
    private readonly Func<HttpContext, Task> _answer;

    private SinkAnswer(Func<HttpContext, Task> answer) => _answer = answer;

    /// <summary>Cuts the connection, or the stream in HTTP/2.</summary>
    public static SinkAnswer Reset { get; } =
        new(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

    /// <summary>Never answers.</summary>
    public static SinkAnswer Hang { get; } = new(context => UntilGoneAsync(context.RequestAborted));

    /// <summary>Says 201, and then a byte of its body now and then, without end.</summary>
    public static SinkAnswer Trickle { get; } =
        new(async context =>
        {
            context.Response.StatusCode = StatusCodes.Status201Created;
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(".", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, context.RequestAborted);
            }
        });

    /// <summary>Fails with a body that is not what its headers say.</summary>
    public static SinkAnswer Garbage { get; } =
        new(async context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.WriteAsync("\0\u0001this is no gzip", context.RequestAborted);
        });

    /// <summary>A status with header fields and a body.</summary>
    public static SinkAnswer Status(
        int status,
        string? body = null,
        params (string Name, string Value)[] headers
    ) =>
        new(context =>
        {
            context.Response.StatusCode = status;
            foreach (var (name, value) in headers)
                context.Response.Headers[name] = value;
            return body is null
                ? Task.CompletedTask
                : context.Response.WriteAsync(body, context.RequestAborted);
        });

    /// <summary>429, with <c>Retry-After</c> in seconds.</summary>
    public static SinkAnswer Patience(int seconds) =>
        Status(429, headers: ("Retry-After", seconds.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Takes its time, and then does as <paramref name="then"/> says; null accepts.</summary>
    public static SinkAnswer After(TimeSpan time, SinkAnswer? then = null) =>
        new(async context =>
        {
            await Task.Delay(time, TimeProvider.System, context.RequestAborted);
            if (then is not null)
                await then._answer(context);
        })
        {
            Accepts = then is null || then.Accepts,
        };

    /// <summary>The message is taken all the same.</summary>
    internal bool Accepts { get; private init; }

    internal Task GiveAsync(HttpContext context) => _answer(context);

    private static async Task UntilGoneAsync(CancellationToken gone)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, gone);
        }
        catch (OperationCanceledException)
        {
            // As it was to be.
        }
    }
}
