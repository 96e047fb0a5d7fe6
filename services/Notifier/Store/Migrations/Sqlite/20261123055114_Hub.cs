using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Syndication.Notifier.Store.Migrations.Sqlite
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
                    Digest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Mode = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Protocol = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Topic = table.Column<string>(type: "TEXT", nullable: false),
                    Callback = table.Column<string>(type: "TEXT", nullable: false),
                    Origin = table.Column<string>(type: "TEXT", nullable: false),
                    Secret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    LeaseSeconds = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Stamp = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HubRequests", x => new { x.Digest, x.Mode });
                });

            migrationBuilder.CreateTable(
                name: "HubTopics",
                columns: table => new
                {
                    Path = table.Column<string>(type: "TEXT", nullable: false),
                    Selector = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", nullable: false),
                    Links = table.Column<string>(type: "TEXT", nullable: false),
                    Tag = table.Column<string>(type: "TEXT", nullable: true),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FetchAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    Fault = table.Column<string>(type: "TEXT", nullable: true),
                    HeldUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    HeldBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    News = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HubTopics", x => x.Path);
                });

            migrationBuilder.CreateTable(
                name: "HubSubscriptions",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Protocol = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Topic = table.Column<string>(type: "TEXT", nullable: false),
                    Callback = table.Column<string>(type: "TEXT", nullable: false),
                    Digest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Origin = table.Column<string>(type: "TEXT", nullable: false),
                    Secret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LeaseEnd = table.Column<long>(type: "INTEGER", nullable: false),
                    Sent = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    FailingSince = table.Column<long>(type: "INTEGER", nullable: true),
                    Fault = table.Column<string>(type: "TEXT", nullable: true),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true)
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
