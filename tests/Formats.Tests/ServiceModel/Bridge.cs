using System.Reflection;
using System.Runtime.Loader;
using Syndication.Testing;
using Syndication.Testing.Processes;

namespace Syndication.Formats.Tests.ServiceModel;

/// <summary>
/// The bridge to System.ServiceModel.Syndication, compiled by the SDK's compiler against Mono's, which .NET runs as it
/// is: the package itself is not to be had from every registry.
/// </summary>
public sealed class Bridge : IAsyncLifetime
{
    private const string TheirAssembly = "/usr/lib/mono/4.5/System.ServiceModel.dll";
    private const string Name = "Syndication.Formats.ServiceModel";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bridge-");
    private Type? _trips;

    public Feed ByModel(Feed feed) => Way<Feed, Feed>("ByModel")(feed);

    public Feed ByAtom(Feed feed) => Way<Feed, Feed>("ByAtom")(feed);

    public Feed ByRss(Feed feed) => Way<Feed, Feed>("ByRss")(feed);

    public string Atom(Feed feed) => Way<Feed, string>("Atom")(feed);

    public Feed Read(string document) => Way<string, Feed>("Read")(document);

    public async ValueTask InitializeAsync()
    {
        _ = Command.Find("libmono-system-servicemodel4.0a-cil", TheirAssembly);
        var bridge = Path.Combine(_folder.FullName, Name + ".dll");
        var usings = Path.Combine(_folder.FullName, "Usings.cs");
        await File.WriteAllTextAsync(
            usings,
            "global using System; global using System.Collections.Generic; global using System.Linq;"
        );
        string[] options =
        [
            "-nologo",
            "-target:library",
            "-langversion:14",
            "-nullable:enable",
            "-warnaserror",
        ];
        var references = Platform().Append(TheirAssembly).Append(typeof(Feed).Assembly.Location);
        string[] arguments = [Compiler(), .. options, $"-out:{bridge}", .. references.Select(r => $"-r:{r}")];
        await Command.RunAsync(Dotnet(), [.. arguments, usings, .. Sources()], CancellationToken.None);
        _trips = Load(bridge).GetType(Name + ".Trips", throwOnError: true);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static IEnumerable<string> Sources() =>
        Directory
            .EnumerateFiles(Path.Combine(RepositoryRoot.Path, "shared", "Formats.ServiceModel"), "*.cs")
            .Concat(
                Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "ServiceModel", "Programs"))
            );

    private static DirectoryInfo Runtime() => new(Path.GetDirectoryName(typeof(object).Assembly.Location)!);

    private static string Dotnet() =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Path.Combine(Root(), "dotnet");

    private static string Root() => Runtime().Parent!.Parent!.Parent!.FullName;

    // Of several SDKs the one for this runtime.
    private static string Compiler() =>
        Directory
            .EnumerateFiles(Path.Combine(Root(), "sdk"), "csc.dll", SearchOption.AllDirectories)
            .Where(path => path.Contains($"{Path.DirectorySeparatorChar}bincore", StringComparison.Ordinal))
            .Max(StringComparer.Ordinal)!;

    private static IEnumerable<string> Platform() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(':')
            .Where(path => Path.GetDirectoryName(path) == Runtime().FullName);

    private static Assembly Load(string path)
    {
        var context = new AssemblyLoadContext(Name);
        context.Resolving += (own, name) =>
            name.Name == "System.ServiceModel" ? own.LoadFromAssemblyPath(TheirAssembly) : null;
        // From memory: the folder is gone before the context is.
        return context.LoadFromStream(new MemoryStream(File.ReadAllBytes(path)));
    }

    private Func<TFrom, TTo> Way<TFrom, TTo>(string name) =>
        _trips!.GetMethod(name)!.CreateDelegate<Func<TFrom, TTo>>();
}
