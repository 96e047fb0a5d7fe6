using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Syndication.Ingest.Store.Migrations.Sqlite
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
                SELECT hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8'
                        || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)),
                    6, "Id", "Revision", CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)
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
