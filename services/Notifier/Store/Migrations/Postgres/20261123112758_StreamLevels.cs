using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Syndication.Notifier.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class StreamLevels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Level",
                table: "StreamEvents",
                type: "integer",
                nullable: false,
                defaultValue: 1);
            // What was told before: its level stands in what was told. An older release that goes on meanwhile tells breaking.
            migrationBuilder.Sql(
                """UPDATE "StreamEvents" SET "Level" = 2 WHERE "Payload" LIKE '%"level":"flash"%'"""
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Level",
                table: "StreamEvents");
        }
    }
}
