using System.Globalization;

namespace Syndication.Testing.Push;

/// <summary>Readers by the hundred thousand, and alerts for them, written into the Notifier's PostgreSQL without its help.</summary>
/// <param name="sink">Where they all are.</param>
/// <param name="origin">One of the sink's.</param>
/// <param name="vapidKey">As <c>/api/push/public-key</c> tells it.</param>
public sealed class CrowdSql(PushSink sink, Uri origin, string vapidKey)
{
    /// <summary>Readers with numbers from <paramref name="first"/> on, who all follow one topic.</summary>
    public string Readers(int first, int count, string topic)
    {
        var one = sink.OfCrowd(0, origin);
        var crowd = one.Endpoint.AbsoluteUri[..^1];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SET search_path TO notifier;
            WITH made AS (
                INSERT INTO "Subscriptions" ("Id", "Channel", "Endpoint", "EndpointDigest", "Origin", "PublicKey",
                    "AuthSecret", "VapidKey", "MinLevel", "Language", "TimeZone", "FlashInQuiet", "Day", "DayCount",
                    "State", "TokenDigest", "CreatedAt", "SeenAt")
                SELECT gen_random_uuid(), 0, '{crowd}' || n, sha256(('{crowd}' || n)::bytea), '{one.Origin}',
                    '\x{Convert.ToHexString(one.Reader.PublicKey)}', '\x{Convert.ToHexString(
                one.Reader.AuthSecret
            )}',
                    '{vapidKey}', 1, 'bn', 'Asia/Dhaka', FALSE, 0, 0, 0, sha256(n::text::bytea), 0, 0
                FROM generate_series({first}, {first + count - 1}) AS n
                RETURNING "Seq")
            INSERT INTO "SubscriptionTopics" ("Topic", "Seq") SELECT '{topic}', "Seq" FROM made;
            """
        );
    }

    /// <summary>An alert that goes out as soon as an instance looks.</summary>
    public static string Alert(Guid id, string topic, DateTimeOffset now)
    {
        var at = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return $"""
            SET search_path TO notifier;
            BEGIN;
            INSERT INTO "Alerts" ("Id", "Level", "Title", "Body", "Url", "Topics", "Exclude", "Language", "State",
                "Sequence", "Key", "TimeToLive", "DryRun", "OccurredAt", "CreatedAt")
            VALUES ('{id}', 'Breaking', 'নদীতে সেতু ভেঙে পড়েছে', 'উদ্ধারকাজ চলছে।', 'https://khobor.example/1',
                ARRAY['{topic}'], ARRAY[]::text[], 'bn', 'Sending', 1, '{id}', 3600, FALSE, {at}, {at});
            INSERT INTO "Dispatches" ("Id", "AlertId", "Kind", "Sequence", "Flash", "CreatedAt", "Cursor", "IsPlanned",
                "IsDone") VALUES ('{id}', '{id}', 0, 1, FALSE, {at}, 0, FALSE, FALSE);
            COMMIT;
            """;
    }
}
