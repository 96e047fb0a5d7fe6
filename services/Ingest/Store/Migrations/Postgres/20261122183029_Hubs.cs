using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Syndication.Ingest.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Hubs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Sources_HubLeaseUntil",
                table: "Sources");

            migrationBuilder.AddColumn<long>(
                name: "HubDueAt",
                table: "Sources",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HubError",
                table: "Sources",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "HubFailures",
                table: "Sources",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_Sources_HubDueAt",
                table: "Sources",
                column: "HubDueAt",
                filter: "\"HubDueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_ArticleId",
                table: "Outbox",
                column: "ArticleId",
                filter: "\"ArticleId\" IS NOT NULL");

            // Two of one address, however they came about, stay: a fragment is never sent to a server.
            migrationBuilder.Sql(
                """
                UPDATE "Sources" SET "Url" = "Url" || '#' || "Id"
                WHERE EXISTS (SELECT 1 FROM "Sources" o
                    WHERE o."Kind" = "Sources"."Kind" AND o."Url" = "Sources"."Url" AND o."Id" < "Sources"."Id")
                """
            );
            // By digest: a percent-encoded Bengali address is longer than an index entry may be.
            migrationBuilder.Sql("""CREATE UNIQUE INDEX "IX_Sources_Address" ON "Sources" ("Kind", md5("Url"))""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP INDEX \"IX_Sources_Address\"");

            migrationBuilder.DropIndex(
                name: "IX_Sources_HubDueAt",
                table: "Sources");

            migrationBuilder.DropIndex(
                name: "IX_Outbox_ArticleId",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "HubDueAt",
                table: "Sources");

            migrationBuilder.DropColumn(
                name: "HubError",
                table: "Sources");

            migrationBuilder.DropColumn(
                name: "HubFailures",
                table: "Sources");

            migrationBuilder.CreateIndex(
                name: "IX_Sources_HubLeaseUntil",
                table: "Sources",
                column: "HubLeaseUntil",
                filter: "\"HubLeaseUntil\" IS NOT NULL");
        }
    }
}
