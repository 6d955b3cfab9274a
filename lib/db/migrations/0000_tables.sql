CREATE TABLE "changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"operation_id" uuid NOT NULL,
	"group_id" text NOT NULL,
	"user_id" text NOT NULL,
	"active" boolean NOT NULL,
	"reason" text NOT NULL,
	"ticket" text,
	"actor_id" uuid NOT NULL,
	"group_name" text,
	"user_name" text,
	"state_before" text NOT NULL,
	"warnings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"lease_until" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	"confirmed_by" text,
	"http_status" integer,
	"pod_ms" real,
	"assignment" jsonb,
	"problem" jsonb,
	"first_old_read_at" timestamp (3) with time zone,
	"next_check_at" timestamp (3) with time zone,
	"checked_at" timestamp (3) with time zone,
	"check_problem" text,
	"send_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "changes_operation" UNIQUE("operation_id"),
	CONSTRAINT "changes_state" CHECK ("state" in ('pending', 'applied', 'refused', 'not_sent', 'unknown', 'not_applied', 'closed')),
	CONSTRAINT "changes_state_before" CHECK ("state_before" in ('assigned', 'not_assigned', 'unreadable')),
	CONSTRAINT "changes_confirmed_by" CHECK ("confirmed_by" in ('response', 'read_back'))
);
--> statement-breakpoint
CREATE TABLE "entries" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"salt" "bytea",
	"details" text,
	"txid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"time" timestamp (3) with time zone GENERATED ALWAYS AS (timezone('UTC', make_timestamp(substr(right("text", 26), 1, 4)::int, substr(right("text", 26), 6, 2)::int, substr(right("text", 26), 9, 2)::int, substr(right("text", 26), 12, 2)::int, substr(right("text", 26), 15, 2)::int, substr(right("text", 26), 18, 6)::double precision))) STORED NOT NULL,
	"action" text GENERATED ALWAYS AS (replace("text", '\u0000', '\ufffd')::jsonb -> 'body' ->> 'action') STORED NOT NULL,
	"operation_id" text GENERATED ALWAYS AS (replace("text", '\u0000', '\ufffd')::jsonb -> 'body' ->> 'operationId') STORED,
	"change_id" text GENERATED ALWAYS AS (replace("text", '\u0000', '\ufffd')::jsonb -> 'body' ->> 'changeId') STORED,
	"group_id" text GENERATED ALWAYS AS (replace("text", '\u0000', '\ufffd')::jsonb -> 'body' ->> 'groupId') STORED,
	"user_id" text GENERATED ALWAYS AS (replace("text", '\u0000', '\ufffd')::jsonb -> 'body' ->> 'userId') STORED,
	"state" text GENERATED ALWAYS AS (replace("text", '\u0000', '\ufffd')::jsonb -> 'body' ->> 'state') STORED,
	"actor_issuer" text GENERATED ALWAYS AS (replace("text", '\u0000', '\ufffd')::jsonb -> 'body' -> 'actor' ->> 'issuer') STORED,
	"actor_subject" text GENERATED ALWAYS AS (replace("text", '\u0000', '\ufffd')::jsonb -> 'body' -> 'actor' ->> 'subject') STORED
);
--> statement-breakpoint
CREATE TABLE "nodes" (
	"level" smallint NOT NULL,
	"idx" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "nodes_place" PRIMARY KEY("level","idx")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"username" text,
	"pod_user_id" text,
	"role" text NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_sign_in_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_person" UNIQUE("issuer","subject"),
	CONSTRAINT "users_role" CHECK ("role" in ('officer', 'administrator', 'support', 'auditor'))
);
--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "changes_open_pair" ON "changes" USING btree ("group_id","user_id") WHERE "state" in ('pending', 'unknown');--> statement-breakpoint
CREATE INDEX "changes_newest" ON "changes" USING btree ("created_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "changes_newest_by_actor" ON "changes" USING btree ("actor_id","created_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "changes_newest_of_pair" ON "changes" USING btree ("group_id","user_id","created_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "changes_due" ON "changes" USING btree ("next_check_at") WHERE "state" in ('pending', 'unknown');--> statement-breakpoint
CREATE INDEX "entries_of_change" ON "entries" USING btree ("change_id","seq") WHERE "change_id" is not null;--> statement-breakpoint
CREATE INDEX "sessions_by_user" ON "sessions" USING btree ("user_id");