using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Syndication.Ingest.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CategoryStates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "State",
                table: "ArticleCategories",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            // Before the index, which is then built once.
            migrationBuilder.Sql(
                """
                UPDATE "ArticleCategories" SET "State" =
                    (SELECT a."State" FROM "Articles" a WHERE a."Id" = "ArticleCategories"."ArticleId")
                WHERE EXISTS (SELECT 1 FROM "Articles" a WHERE a."Id" = "ArticleCategories"."ArticleId")
                """);

            migrationBuilder.CreateIndex(
                name: "IX_Sources_CreatedAt_Id",
                table: "Sources",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ArticleCategories_Slug_State_PublishedAt_ArticleId",
                table: "ArticleCategories",
                columns: new[] { "Slug", "State", "PublishedAt", "ArticleId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Sources_CreatedAt_Id",
                table: "Sources");

            migrationBuilder.DropIndex(
                name: "IX_ArticleCategories_Slug_State_PublishedAt_ArticleId",
                table: "ArticleCategories");

            migrationBuilder.DropColumn(
                name: "State",
                table: "ArticleCategories");
        }
    }
}
