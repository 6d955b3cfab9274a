CREATE TABLE "changes_by_day" (
	"day" date PRIMARY KEY NOT NULL,
	"applied" integer NOT NULL,
	"unknown" integer NOT NULL,
	"refused" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "counted_to" (
	"what" text PRIMARY KEY NOT NULL,
	"size" bigint NOT NULL
);
--> statement-breakpoint
DROP INDEX "entries_of_change";--> statement-breakpoint
CREATE INDEX "entries_of_change" ON "entries" USING btree ("change_id","seq","state") WHERE "change_id" is not null;