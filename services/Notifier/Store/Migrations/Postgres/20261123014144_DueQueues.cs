using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Syndication.Notifier.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DueQueues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_DueDeliveries_DueAt",
                table: "DueDeliveries");

            migrationBuilder.CreateIndex(
                name: "IX_DueDeliveries_Origin_Flash_DueAt",
                table: "DueDeliveries",
                columns: new[] { "Origin", "Flash", "DueAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_DueDeliveries_Origin_Flash_DueAt",
                table: "DueDeliveries");

            migrationBuilder.CreateIndex(
                name: "IX_DueDeliveries_DueAt",
                table: "DueDeliveries",
                column: "DueAt");
        }
    }
}
