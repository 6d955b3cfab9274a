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
