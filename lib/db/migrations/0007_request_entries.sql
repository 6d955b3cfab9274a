-- At commit: a request that came to a state in this transaction has an entry of that state in this transaction.
CREATE FUNCTION "require_request_entry"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NOT EXISTS (
		SELECT FROM public.entries e
		WHERE e.request_id = NEW.id AND e.request_state = NEW.state AND e.txid = pg_current_xact_id()
	) THEN
		RAISE EXCEPTION 'request % came to the state % without an entry in the record', NEW.id, NEW.state
			USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "requests_begin_with_entry" AFTER INSERT ON "requests"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "require_request_entry"();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "requests_move_with_entry" AFTER UPDATE ON "requests"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
	EXECUTE FUNCTION "require_request_entry"();
--> statement-breakpoint
-- The same for the end of an assignment, whose entries are named after the state that it came to.
CREATE FUNCTION "require_schedule_entry"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NOT EXISTS (
		SELECT FROM public.entries e
		WHERE e.request_id = NEW.request_id AND e.action = 'schedule.' || NEW.state AND e.txid = pg_current_xact_id()
	) THEN
		RAISE EXCEPTION 'schedule % came to the state % without an entry in the record', NEW.id, NEW.state
			USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "schedules_begin_with_entry" AFTER INSERT ON "schedules"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "require_schedule_entry"();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "schedules_move_with_entry" AFTER UPDATE ON "schedules"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
	EXECUTE FUNCTION "require_schedule_entry"();
