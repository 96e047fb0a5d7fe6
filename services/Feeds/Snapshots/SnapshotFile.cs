using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Syndication.Contracts;
using Syndication.Feeds.Documents;
using Syndication.Feeds.Entries;
using Syndication.Feeds.Partners;
using Syndication.Formats;
using Syndication.Hosting.Json;
using FeedDocument = Syndication.Feeds.Documents.FeedDocument;

namespace Syndication.Feeds.Snapshots;

/// <summary>A snapshot as a file: whole or not there. Gzip's checksum tells a damaged one.</summary>
internal static class SnapshotFile
{
    private const string Word = "syndication feeds 2";

    /// <summary>Writes beside the file, and puts it in its place at once.</summary>
    /// <param name="path">Where it is to be.</param>
    /// <param name="contents">What it says.</param>
    /// <param name="most">Bytes of documents; those that do not fit are left out.</param>
    public static void Write(string path, SnapshotContents contents, long most)
    {
        var beside = path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            using (var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
            using (var writer = new BinaryWriter(gzip, Encoding.UTF8))
                Write(writer, contents, most);
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
    }

    /// <exception cref="IOException">It is not there, or ends too soon.</exception>
    /// <exception cref="InvalidDataException">It is none, or damaged.</exception>
    public static SnapshotContents Read(string path, long most)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var reader = new BinaryReader(gzip, Encoding.UTF8);
        if (reader.ReadString() != Word)
            throw new InvalidDataException("It is no snapshot that this version reads.");
        var fingerprint = reader.ReadString();
        var confirmedAt = ReadInstant(reader);
        var categories = ReadCategories(reader);
        var documents = new List<KeyValuePair<FeedKey, FeedDocument>>();
        while (reader.ReadBoolean())
        {
            var (key, document) = ReadDocument(reader, most);
            documents.Add(new(key, document));
            most -= document.Bodies.Size;
        }
        return new(fingerprint, confirmedAt, categories, documents);
    }

    private static void Write(BinaryWriter writer, SnapshotContents contents, long most)
    {
        writer.Write(Word);
        writer.Write(contents.Fingerprint);
        writer.Write(contents.ConfirmedAt.UtcTicks);
        Write(writer, contents.Categories.Stamp);
        writer.Write(JsonSerializer.Serialize(contents.Categories.All, HouseJson.Options));
        foreach (var (key, document) in contents.Documents)
        {
            if (document.Bodies.Size > most)
                continue;
            var bytes = document.Bodies.Read();
            most -= bytes.Length;
            writer.Write(true);
            Write(writer, key);
            Write(writer, document.Entries);
            Write(writer, document.Categories);
            writer.Write(document.ModifiedAt.UtcTicks);
            writer.Write(document.Links.ToString());
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }
        writer.Write(false);
    }

    private static (FeedKey, FeedDocument) ReadDocument(BinaryReader reader, long most)
    {
        var key = ReadKey(reader);
        var entries = ReadStamp(reader);
        var categories = ReadStamp(reader);
        var modifiedAt = ReadInstant(reader);
        var links = reader.ReadString();
        var length = reader.ReadInt32();
        if (length < 0 || length > most)
            throw new InvalidDataException("It is longer than it can be.");
        var bytes = reader.ReadBytes(length);
        if (bytes.Length < length)
            throw new EndOfStreamException();
        var document = new FeedDocument(FeedEdition.Restored(key.Format, bytes), modifiedAt)
        {
            ContentType = key.Format.ContentType,
            Links = links,
            Path = key.Path,
            Entries = entries,
            Categories = categories,
        };
        return (key, document);
    }

    private static void Write(BinaryWriter writer, FeedKey key)
    {
        writer.Write(key.Selection.Selector);
        writer.Write(string.Join(',', key.Selection.Include));
        writer.Write(string.Join(',', key.Selection.Exclude));
        writer.Write(key.Format.Extension);
        writer.Write(key.Limit ?? 0);
        writer.Write(key.Summary);
        writer.Write(key.Profile?.Name ?? "");
        writer.Write(key.Before?.ToString() ?? "");
        writer.Write(key.Month?.ToString() ?? "");
    }

    private static FeedKey ReadKey(BinaryReader reader)
    {
        var selector = reader.ReadString();
        var include = reader.ReadString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        var exclude = reader.ReadString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (!FeedFormat.TryParse(reader.ReadString(), out var format))
            throw new InvalidDataException("A document is in no format.");
        var selection =
            include.Length + exclude.Length > 0
                ? Selection.Combine(include, exclude)
                : Selection.Of(selector);
        var limit = reader.ReadInt32();
        return new(selection, format, limit > 0 ? limit : null)
        {
            Summary = reader.ReadBoolean(),
            Profile = Profile.TryParse(reader.ReadString(), out var profile) ? profile : null,
            Before = Place.TryParse(reader.ReadString(), out var before) ? before : null,
            Month = FeedMonth.TryParse(reader.ReadString(), out var month) ? month : null,
        };
    }

    private static DefinedCategories ReadCategories(BinaryReader reader)
    {
        var stamp = ReadStamp(reader);
        var all = JsonSerializer.Deserialize<CategoryDefined[]>(reader.ReadString(), HouseJson.Options);
        return new(stamp, all ?? []);
    }

    private static void Write(BinaryWriter writer, Stamp stamp)
    {
        writer.Write(stamp.Epoch ?? "");
        writer.Write(stamp.Version);
    }

    private static Stamp ReadStamp(BinaryReader reader) => new(reader.ReadString(), reader.ReadInt64());

    private static DateTimeOffset ReadInstant(BinaryReader reader) =>
        reader.ReadInt64() is var ticks && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new(ticks, TimeSpan.Zero)
            : throw new InvalidDataException("An instant is none.");
}
