using System.Diagnostics;

namespace Syndication.Testing.Processes;

/// <summary>Programs of the operating system: where they are, and what they answer.</summary>
public static class Command
{
    /// <summary>The full path of a program.</summary>
    /// <exception cref="FileNotFoundException">It is missing; the message names Debian's package.</exception>
    public static string Find(string package, params string[] candidates)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin");
        var paths = candidates.SelectMany(c =>
            Path.IsPathRooted(c) ? [c] : folders.Select(f => Path.Combine(f, c))
        );
        return paths.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                $"{candidates[0]} is missing: apt-get install {package} (./test.sh does it)."
            );
    }

    /// <summary>Runs a program to its end and gives what it wrote; <paramref name="input"/> is what it reads.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static async Task<string> RunAsync(
        string program,
        IEnumerable<string> arguments,
        CancellationToken ct,
        string? input = null
    )
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardInput = input is not null,
        };
        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync(ct);
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), ct);
            process.StandardInput.Close();
        }
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{Path.GetFileName(program)} ended with {process.ExitCode}: {output}{await error}"
            );
        return output;
    }
}
