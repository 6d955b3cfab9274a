CREATE TABLE "approvals" (
	"request_id" bigint NOT NULL,
	"approver_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"note" text,
	"approved_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "approvals_once" PRIMARY KEY("request_id","approver_id")
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"recipient_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"topic" text NOT NULL,
	"request_id" bigint,
	"change_id" uuid,
	"schedule_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp (3) with time zone,
	CONSTRAINT "notifications_once" UNIQUE("recipient_id","kind","topic"),
	CONSTRAINT "notifications_kind" CHECK ("kind" in ('filed', 'second_approval', 'commented', 'decided', 'failed', 'overdue', 'ending_soon', 'expiry_failed', 'break_glass'))
);
--> statement-breakpoint
CREATE TABLE "request_comments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" bigint NOT NULL,
	"author_id" uuid NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "requests_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"operation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"group_id" text NOT NULL,
	"user_id" text NOT NULL,
	"group_name" text,
	"user_name" text,
	"ends_at" timestamp (3) with time zone,
	"reason" text NOT NULL,
	"ticket" text,
	"asker_id" uuid NOT NULL,
	"state_before" text NOT NULL,
	"warnings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"state" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"claimed_by" uuid,
	"claimed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"edited_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone NOT NULL,
	"change_id" uuid,
	"closed_by" uuid,
	"closed_at" timestamp (3) with time zone,
	"note" text,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "requests_operation" UNIQUE("operation_id"),
	CONSTRAINT "requests_kind" CHECK ("kind" in ('assign', 'unassign', 'set_end')),
	CONSTRAINT "requests_state" CHECK ("state" in ('open', 'half_approved', 'sending', 'failed', 'applied', 'rejected', 'withdrawn')),
	CONSTRAINT "requests_state_before" CHECK ("state_before" in ('assigned', 'not_assigned', 'unreadable')),
	CONSTRAINT "requests_end" CHECK (("kind" = 'set_end') <= ("ends_at" is not null)),
	CONSTRAINT "requests_no_end" CHECK (("kind" = 'unassign') <= ("ends_at" is null))
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" bigint NOT NULL,
	"group_id" text NOT NULL,
	"user_id" text NOT NULL,
	"group_name" text,
	"user_name" text,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"added_at_ms" bigint,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"next_try_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"change_id" uuid,
	"noticed_days" integer,
	"leaves_no_assignee" boolean,
	"let_end_by" uuid,
	"let_end_at" timestamp (3) with time zone,
	CONSTRAINT "schedules_state" CHECK ("state" in ('set', 'stopped', 'ended', 'replaced', 'dropped'))
);
--> statement-breakpoint
ALTER TABLE "changes" ALTER COLUMN "actor_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "request_id" bigint;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "schedule_id" uuid;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "break_glass" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "reviewed_by" uuid;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "reviewed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "request_id" bigint GENERATED ALWAYS AS ((replace("text", '\u0000', '\ufffd')::jsonb -> 'body' ->> 'requestId')::bigint) STORED;--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "request_state" text GENERATED ALWAYS AS (replace("text", '\u0000', '\ufffd')::jsonb -> 'body' ->> 'requestState') STORED;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_approver_id_users_id_fk" FOREIGN KEY ("approver_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_recipient_id_users_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_change_id_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."changes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_schedule_id_schedules_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_comments" ADD CONSTRAINT "request_comments_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_comments" ADD CONSTRAINT "request_comments_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_asker_id_users_id_fk" FOREIGN KEY ("asker_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_claimed_by_users_id_fk" FOREIGN KEY ("claimed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_change_id_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."changes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_closed_by_users_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_change_id_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."changes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_let_end_by_users_id_fk" FOREIGN KEY ("let_end_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notifications_newest" ON "notifications" USING btree ("recipient_id","created_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "notifications_unread" ON "notifications" USING btree ("recipient_id") WHERE "read_at" is null;--> statement-breakpoint
CREATE INDEX "request_comments_of" ON "request_comments" USING btree ("request_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "requests_open_pair" ON "requests" USING btree ("group_id","user_id","kind") WHERE "state" in ('open', 'half_approved', 'sending', 'failed');--> statement-breakpoint
CREATE INDEX "requests_open_by_due" ON "requests" USING btree ("due_at","id") WHERE "state" in ('open', 'half_approved', 'sending', 'failed');--> statement-breakpoint
CREATE INDEX "requests_open_by_asker" ON "requests" USING btree ("asker_id","due_at","id") WHERE "state" in ('open', 'half_approved', 'sending', 'failed');--> statement-breakpoint
CREATE INDEX "requests_done" ON "requests" USING btree ("closed_at" desc,"id" desc) WHERE "closed_at" is not null;--> statement-breakpoint
CREATE INDEX "requests_done_by_asker" ON "requests" USING btree ("asker_id","closed_at" desc,"id" desc) WHERE "closed_at" is not null;--> statement-breakpoint
CREATE INDEX "requests_done_by_group" ON "requests" USING btree ("group_id","closed_at" desc,"id" desc) WHERE "closed_at" is not null;--> statement-breakpoint
CREATE INDEX "requests_done_by_user" ON "requests" USING btree ("user_id","closed_at" desc,"id" desc) WHERE "closed_at" is not null;--> statement-breakpoint
CREATE INDEX "requests_of_pair" ON "requests" USING btree ("group_id","user_id","id" desc);--> statement-breakpoint
CREATE UNIQUE INDEX "schedules_live_pair" ON "schedules" USING btree ("group_id","user_id") WHERE "state" in ('set', 'stopped');--> statement-breakpoint
CREATE INDEX "schedules_due" ON "schedules" USING btree ("next_try_at") WHERE "state" = 'set';--> statement-breakpoint
CREATE INDEX "schedules_ending" ON "schedules" USING btree ("ends_at","id") WHERE "state" in ('set', 'stopped');--> statement-breakpoint
CREATE INDEX "schedules_of_request" ON "schedules" USING btree ("request_id");--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_schedule_id_schedules_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_reviewed_by_users_id_fk" FOREIGN KEY ("reviewed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "changes_of_request" ON "changes" USING btree ("request_id") WHERE "request_id" is not null;--> statement-breakpoint
CREATE INDEX "changes_to_review" ON "changes" USING btree ("created_at") WHERE "break_glass" and "reviewed_at" is null;--> statement-breakpoint
CREATE INDEX "entries_of_request" ON "entries" USING btree ("request_id","seq") WHERE "request_id" is not null;