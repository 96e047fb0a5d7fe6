using System.Diagnostics;
using System.Text;
using Syndication.Testing.Processes;

namespace Syndication.Testing.Servers;

/// <summary>
/// Debian's nginx as an origin of feeds: it answers conditional calls by itself, with an <c>ETag</c> and a date. However many
/// addresses there are below a folder, one file answers for all of them.
/// </summary>
public sealed class FeedOrigin() : RealServer("origin")
{
    private string File => Path.Combine(Folder, "nginx.conf");

    /// <summary>Where a feed is.</summary>
    public Uri Url(string folder, int number) => new($"http://127.0.0.1:{Port}/{folder}/{number}");

    /// <summary>What every address below a folder answers from now on.</summary>
    public Task SetAsync(string folder, string document, CancellationToken ct) =>
        System.IO.File.WriteAllTextAsync(Path.Combine(Folder, $"{folder}.xml"), document, ct);

    private protected override Task PrepareAsync(CancellationToken ct) =>
        System.IO.File.WriteAllTextAsync(
            File,
            $$"""
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            daemon off;
            worker_processes 1;
            pid {{Folder}}/nginx.pid;
            error_log stderr warn;
            events { worker_connections 4096; }
            http {
              access_log off;
              keepalive_requests 1000000;
              client_body_temp_path {{Folder}}/body;
              proxy_temp_path {{Folder}}/proxy;
              fastcgi_temp_path {{Folder}}/fastcgi;
              uwsgi_temp_path {{Folder}}/uwsgi;
              scgi_temp_path {{Folder}}/scgi;
              server {
                listen 127.0.0.1:{{Port}};
                root {{Folder}};
                default_type application/rss+xml;
                location = /health { return 204; }
                location ~ ^/([a-z]+)/ { try_files /$1.xml =404; }
              }
            }
            """,
            ct
        );

    private protected override ProcessStartInfo Describe() =>
        new(Command.Find("nginx", "nginx"), ["-e", "stderr", "-p", Folder, "-c", File]);

    private protected override async Task<bool> IsServingAsync(CancellationToken ct)
    {
        var answer = await ExchangeAsync("GET /health HTTP/1.0\r\n\r\n"u8.ToArray(), ct);
        return Encoding.ASCII.GetString(answer).Contains(" 204 ", StringComparison.Ordinal);
    }
}
