CREATE TABLE "checkpoint_keys" (
	"verifier_key" text PRIMARY KEY NOT NULL,
	"first_used_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "checkpoint_sinks" (
	"target" text PRIMARY KEY NOT NULL,
	"sent_size" bigint DEFAULT 0 NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"next_try_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"problem" text
);
--> statement-breakpoint
CREATE TABLE "checkpoints" (
	"size" bigint PRIMARY KEY NOT NULL,
	"root" "bytea" NOT NULL,
	"note" text NOT NULL,
	"signed_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"started_by" uuid,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"size" bigint NOT NULL,
	"checked" bigint DEFAULT 0 NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"problem" text,
	"problem_at" bigint
);
--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "undoes" uuid;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "erased_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "source" text GENERATED ALWAYS AS (replace("text", '\u0000', '\ufffd')::jsonb -> 'body' ->> 'source') STORED;--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "active" boolean GENERATED ALWAYS AS ((replace("text", '\u0000', '\ufffd')::jsonb -> 'body' ->> 'active')::boolean) STORED;--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "begins" boolean GENERATED ALWAYS AS (coalesce((replace("text", '\u0000', '\ufffd')::jsonb -> 'body' ->> 'action') = 'change.intended' or (replace("text", '\u0000', '\ufffd')::jsonb -> 'body' ->> 'action') not like 'change.%', true)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "words" text GENERATED ALWAYS AS (lower((replace("details", '\u0000', '\ufffd')::jsonb ->> 'reason') || coalesce(' ' || (replace("details", '\u0000', '\ufffd')::jsonb ->> 'ticket'), ''))) STORED;--> statement-breakpoint
ALTER TABLE "verifications" ADD CONSTRAINT "verifications_started_by_users_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "verifications_newest" ON "verifications" USING btree ("started_at" desc);--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_undoes_changes_id_fk" FOREIGN KEY ("undoes") REFERENCES "public"."changes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "entries_by_time" ON "entries" USING btree ("time","seq");--> statement-breakpoint
CREATE INDEX "entries_by_actor" ON "entries" USING btree ("actor_subject","seq");--> statement-breakpoint
CREATE INDEX "entries_by_state" ON "entries" USING btree ("state","seq") WHERE not "begins";--> statement-breakpoint
CREATE INDEX "entries_by_action" ON "entries" USING btree ("action","active","seq") WHERE "begins";--> statement-breakpoint
CREATE INDEX "entries_by_group" ON "entries" USING btree ("group_id","seq") WHERE "begins";--> statement-breakpoint
CREATE INDEX "entries_by_user" ON "entries" USING btree ("user_id","seq") WHERE "begins";--> statement-breakpoint
CREATE INDEX "entries_by_source" ON "entries" USING btree ("source","seq") WHERE "begins" and "source" <> 'assign_page';--> statement-breakpoint
CREATE INDEX "entries_by_words" ON "entries" USING gin ("words" gin_trgm_ops);