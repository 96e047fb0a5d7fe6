using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Syndication.Notifier.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class HubAndWebhooks : Migration
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
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HubTopics", x => x.Path);
                });

            migrationBuilder.CreateTable(
                name: "WebhookEvents",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Subject = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Topics = table.Column<List<string>>(type: "text[]", nullable: false),
                    Exclude = table.Column<List<string>>(type: "text[]", nullable: false),
                    Level = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Payload = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    IsFanned = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WebhookEvents", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "Webhooks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Url = table.Column<string>(type: "text", nullable: false),
                    Description = table.Column<string>(type: "text", nullable: true),
                    Topics = table.Column<List<string>>(type: "text[]", nullable: false),
                    Events = table.Column<List<string>>(type: "text[]", nullable: false),
                    MinLevel = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    OldSecret = table.Column<byte[]>(type: "bytea", nullable: true),
                    OldSecretUntil = table.Column<long>(type: "bigint", nullable: true),
                    State = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true),
                    DisabledAt = table.Column<long>(type: "bigint", nullable: true),
                    Call = table.Column<string>(type: "text", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    DeliveredAt = table.Column<long>(type: "bigint", nullable: true),
                    FailingSince = table.Column<long>(type: "bigint", nullable: true),
                    Fault = table.Column<string>(type: "text", nullable: true),
                    Exhausted = table.Column<int>(type: "integer", nullable: false),
                    RestUntil = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Webhooks", x => x.Id);
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

            migrationBuilder.CreateTable(
                name: "WebhookDeliveries",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    WebhookId = table.Column<Guid>(type: "uuid", nullable: false),
                    EventSeq = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    LeaseBy = table.Column<Guid>(type: "uuid", nullable: true),
                    LeaseUntil = table.Column<long>(type: "bigint", nullable: true),
                    TriedAt = table.Column<long>(type: "bigint", nullable: true),
                    Signature = table.Column<string>(type: "text", nullable: true),
                    Status = table.Column<int>(type: "integer", nullable: true),
                    Answer = table.Column<string>(type: "text", nullable: true),
                    Fault = table.Column<string>(type: "text", nullable: true),
                    Duration = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WebhookDeliveries", x => x.Seq);
                    table.ForeignKey(
                        name: "FK_WebhookDeliveries_WebhookEvents_EventSeq",
                        column: x => x.EventSeq,
                        principalTable: "WebhookEvents",
                        principalColumn: "Seq",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_WebhookDeliveries_Webhooks_WebhookId",
                        column: x => x.WebhookId,
                        principalTable: "Webhooks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
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

            migrationBuilder.CreateIndex(
                name: "IX_WebhookDeliveries_EventSeq",
                table: "WebhookDeliveries",
                column: "EventSeq");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookDeliveries_WebhookId_DueAt",
                table: "WebhookDeliveries",
                columns: new[] { "WebhookId", "DueAt" },
                filter: "\"State\" = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookDeliveries_WebhookId_EventSeq",
                table: "WebhookDeliveries",
                columns: new[] { "WebhookId", "EventSeq" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WebhookEvents_At",
                table: "WebhookEvents",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookEvents_Seq",
                table: "WebhookEvents",
                column: "Seq",
                filter: "NOT \"IsFanned\"");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookEvents_Subject_Version",
                table: "WebhookEvents",
                columns: new[] { "Subject", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Webhooks_Call",
                table: "Webhooks",
                column: "Call",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "HubRequests");

            migrationBuilder.DropTable(
                name: "HubSubscriptions");

            migrationBuilder.DropTable(
                name: "WebhookDeliveries");

            migrationBuilder.DropTable(
                name: "HubTopics");

            migrationBuilder.DropTable(
                name: "WebhookEvents");

            migrationBuilder.DropTable(
                name: "Webhooks");
        }
    }
}
