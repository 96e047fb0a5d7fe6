using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Syndication.Ingest.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ToldEmbargoes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Embargoes of before were never told of: once, of those that still stand.
            migrationBuilder.Sql(
                """
                INSERT INTO "Outbox" ("MessageId", "Kind", "ArticleId", "Revision", "CreatedAt")
                SELECT gen_random_uuid(), 6, "Id", "Revision", (extract(epoch FROM now()) * 1000)::bigint
                FROM "Articles" WHERE "State" = 1 AND "EmbargoUntil" IS NOT NULL
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // What was told stays told.
        }
    }
}
