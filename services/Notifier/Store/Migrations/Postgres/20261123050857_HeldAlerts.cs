using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Syndication.Notifier.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class HeldAlerts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "EmbargoUntil",
                table: "Articles",
                type: "bigint",
                nullable: true);

            // The end of an embargo was kept in the revision: minutes since 1970, negative.
            migrationBuilder.Sql(
                """
                UPDATE "Articles" SET "EmbargoUntil" = -"Revision"::bigint * 60000, "Revision" = 0
                WHERE "Revision" < 0
                """);

            migrationBuilder.AddColumn<string>(
                name: "HeldFor",
                table: "Alerts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "HeldSince",
                table: "Alerts",
                type: "bigint",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                UPDATE "Articles" SET "Revision" = -(("EmbargoUntil" + 59999) / 60000)
                WHERE "EmbargoUntil" IS NOT NULL
                """);

            migrationBuilder.DropColumn(
                name: "EmbargoUntil",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "HeldFor",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "HeldSince",
                table: "Alerts");
        }
    }
}
