using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Syndication.Notifier.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Hub : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "HubRequests",
                columns: table => new
                {
                    Digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    Mode = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Protocol = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Topic = table.Column<string>(type: "text", nullable: false),
                    Callback = table.Column<string>(type: "text", nullable: false),
                    Origin = table.Column<string>(type: "text", nullable: false),
                    Secret = table.Column<byte[]>(type: "bytea", nullable: true),
                    LeaseSeconds = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    Stamp = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HubRequests", x => new { x.Digest, x.Mode });
                });

            migrationBuilder.CreateTable(
                name: "HubTopics",
                columns: table => new
                {
                    Path = table.Column<string>(type: "text", nullable: false),
                    Selector = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Body = table.Column<byte[]>(type: "bytea", nullable: false),
                    ContentType = table.Column<string>(type: "text", nullable: false),
                    Links = table.Column<string>(type: "text", nullable: false),
                    Tag = table.Column<string>(type: "text", nullable: true),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: true),
                    FetchAt = table.Column<long>(type: "bigint", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: true),
                    Failures = table.Column<int>(type: "integer", nullable: false),
                    Fault = table.Column<string>(type: "text", nullable: true),
                    HeldUntil = table.Column<long>(type: "bigint", nullable: true),
                    HeldBy = table.Column<Guid>(type: "uuid", nullable: true),
                    News = table.Column<string>(type: "text", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HubTopics", x => x.Path);
                });

            migrationBuilder.CreateTable(
                name: "HubSubscriptions",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Protocol = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Topic = table.Column<string>(type: "text", nullable: false),
                    Callback = table.Column<string>(type: "text", nullable: false),
                    Digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    Origin = table.Column<string>(type: "text", nullable: false),
                    Secret = table.Column<byte[]>(type: "bytea", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    LeaseEnd = table.Column<long>(type: "bigint", nullable: false),
                    Sent = table.Column<long>(type: "bigint", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    FailingSince = table.Column<long>(type: "bigint", nullable: true),
                    Fault = table.Column<string>(type: "text", nullable: true),
                    SentAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HubSubscriptions", x => x.Seq);
                    table.ForeignKey(
                        name: "FK_HubSubscriptions_HubTopics_Topic",
                        column: x => x.Topic,
                        principalTable: "HubTopics",
                        principalColumn: "Path",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_HubRequests_DueAt",
                table: "HubRequests",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_HubRequests_Origin",
                table: "HubRequests",
                column: "Origin");

            migrationBuilder.CreateIndex(
                name: "IX_HubSubscriptions_Digest",
                table: "HubSubscriptions",
                column: "Digest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_HubSubscriptions_LeaseEnd",
                table: "HubSubscriptions",
                column: "LeaseEnd");

            migrationBuilder.CreateIndex(
                name: "IX_HubSubscriptions_Origin",
                table: "HubSubscriptions",
                column: "Origin");

            migrationBuilder.CreateIndex(
                name: "IX_HubSubscriptions_Topic_Seq",
                table: "HubSubscriptions",
                columns: new[] { "Topic", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_HubTopics_DueAt",
                table: "HubTopics",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_HubTopics_FetchAt",
                table: "HubTopics",
                column: "FetchAt");

            migrationBuilder.CreateIndex(
                name: "IX_HubTopics_Selector",
                table: "HubTopics",
                column: "Selector");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "HubRequests");

            migrationBuilder.DropTable(
                name: "HubSubscriptions");

            migrationBuilder.DropTable(
                name: "HubTopics");
        }
    }
}
