DROP INDEX "entries_by_actor";--> statement-breakpoint
CREATE INDEX "entries_joined_by" ON "entries" USING btree ("actor_subject") WHERE not "begins" and "actor_subject" is not null;--> statement-breakpoint
CREATE INDEX "entries_by_actor" ON "entries" USING btree ("actor_subject","seq") WHERE "begins";