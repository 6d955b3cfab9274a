CREATE UNLOGGED TABLE "allowances" (
	"name" text PRIMARY KEY NOT NULL,
	"whole_at" timestamp with time zone NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
