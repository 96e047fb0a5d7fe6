using System.Diagnostics;
using System.Text;
using Syndication.Testing.Processes;

namespace Syndication.Testing.Servers;

/// <summary>
/// Debian's nginx with files of a folder on 127.0.0.1, as most newspapers serve their feeds: validators, gzip (a file
/// <c>x.gz</c> beside <c>x</c> is what is sent packed), and a log of what was asked.
/// </summary>
public sealed class StaticServer() : RealServer("static")
{
    private string File => Path.Combine(Folder, "nginx.conf");
    private string Log => Path.Combine(Folder, "access.log");
    private string Files => Path.Combine(Folder, "files");

    /// <summary>Worker processes; 1 unless told.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Writes a line for each request, for <see cref="RequestsAsync"/>.</summary>
    public bool Logs { get; init; } = true;

    /// <summary>The address of a file.</summary>
    public Uri Url(string name) => new($"http://127.0.0.1:{Port}/{name}");

    /// <summary>Puts a file in place of what may be there; nginx makes its validators of length and date.</summary>
    public async Task PutAsync(string name, byte[] content, CancellationToken ct)
    {
        Directory.CreateDirectory(Files);
        var fresh = Path.Combine(Folder, $"{name}.new");
        await System.IO.File.WriteAllBytesAsync(fresh, content, ct);
        System.IO.File.Move(fresh, Path.Combine(Files, name), overwrite: true);
    }

    /// <summary>Each as <c>status path "If-None-Match" "If-Modified-Since" bytes</c>, in the order of their ends.</summary>
    public async Task<string[]> RequestsAsync(CancellationToken ct) =>
        System.IO.File.Exists(Log) ? await System.IO.File.ReadAllLinesAsync(Log, ct) : [];

    private protected override Task PrepareAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(Files);
        var log = Logs ? $"access_log {Log} asked" : "access_log off";
        // Under root its workers would be another user, who cannot enter a temporary folder.
        var user = Environment.IsPrivilegedProcess ? "user root;" : "";
        var text = $$"""
            {{user}} daemon off; worker_processes {{Workers}}; pid {{Folder}}/nginx.pid; error_log stderr warn;
            events { worker_connections 4096; }
            http {
              types { application/rss+xml rss; application/atom+xml atom; application/feed+json json; text/html html; }
              log_format asked '$status $uri "$http_if_none_match" "$http_if_modified_since" $body_bytes_sent';
              {{log}};
              client_body_temp_path {{Folder}}/t1; proxy_temp_path {{Folder}}/t2; fastcgi_temp_path {{Folder}}/t3;
              uwsgi_temp_path {{Folder}}/t4; scgi_temp_path {{Folder}}/t5;
              sendfile on; tcp_nopush on; keepalive_requests 1000000; etag on; gzip_static on; gzip_vary on;
              open_file_cache {{(Logs ? "off" : "max=1000")}}; open_file_cache_valid 1s;
              gzip {{(Logs ? "on" : "off")}}; gzip_types application/rss+xml application/atom+xml;
              server { listen 127.0.0.1:{{Port}}; root {{Files}}; location = /health { return 200; } }
            }
            """;
        return System.IO.File.WriteAllTextAsync(File, text, ct);
    }

    private protected override ProcessStartInfo Describe() =>
        new(Command.Find("nginx", "nginx"), ["-e", "stderr", "-p", Folder, "-c", File]);

    private protected override async Task<bool> IsServingAsync(CancellationToken ct)
    {
        var answer = await ExchangeAsync("GET /health HTTP/1.0\r\n\r\n"u8.ToArray(), ct);
        return Encoding.ASCII.GetString(answer).Contains(" 200 ", StringComparison.Ordinal);
    }
}
