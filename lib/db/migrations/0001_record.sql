-- The gate: an empty table whose lock queues whoever appends. A row lock and an advisory lock queue less fairly.
CREATE TABLE "gate" ();
--> statement-breakpoint
-- Appends one entry per body, in order, as leaves of the tree of RFC 9162, and gives each one's sequence and time.
-- `details` is what the body's own member "details" is the digest of: SHA-256 of the salt, then the details.
-- The gate stays taken until the transaction ends, so this comes last in a transaction, after every row lock.
-- VOLATILE, so that what is read behind the gate is read by a newer snapshot than the caller's.
CREATE FUNCTION "append"(bodies text[], salts bytea[], details text[])
RETURNS TABLE ("seq" bigint, "time" timestamp with time zone)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	many CONSTANT int := coalesce(cardinality(bodies), 0);
	size bigint;
	now_at timestamp with time zone;
	stamp text;
	parsed jsonb;
	line text;
	lines text[] := '{}';
	place bigint;
	height int;
	digest bytea;
	left_digest bytea;
	-- By level + 1: the node at the tree's right edge that waits for its sibling.
	edge bytea[] := '{}';
	levels smallint[] := '{}';
	places bigint[] := '{}';
	digests bytea[] := '{}';
BEGIN
	IF current_setting('transaction_isolation') <> 'read committed' THEN
		RAISE EXCEPTION 'append works in READ COMMITTED only' USING ERRCODE = 'invalid_transaction_state';
	END IF;
	IF many = 0 THEN
		RAISE EXCEPTION 'append was given no entry' USING ERRCODE = 'invalid_parameter_value';
	END IF;
	IF many IS DISTINCT FROM cardinality(salts) OR many IS DISTINCT FROM cardinality(details) THEN
		RAISE EXCEPTION 'append was given arrays of different lengths' USING ERRCODE = 'invalid_parameter_value';
	END IF;
	FOR i IN 1..many LOOP
		IF octet_length(bodies[i]) > 65536 OR octet_length(details[i]) > 65536 THEN
			RAISE EXCEPTION 'entry % of the batch is larger than 64 KB', i USING ERRCODE = 'program_limit_exceeded';
		END IF;
		IF coalesce(bodies[i] !~ '^\{[^\x01-\x1f]*\}$', true) THEN
			RAISE EXCEPTION 'entry % of the batch is not one line of JSON', i USING ERRCODE = 'invalid_parameter_value';
		END IF;
		parsed := replace(bodies[i], '\u0000', '\ufffd')::jsonb;
		IF octet_length(salts[i]) >= 16
			AND parsed ->> 'details' = encode(sha256(salts[i] || convert_to(details[i], 'UTF8')), 'hex') THEN
			CONTINUE;
		END IF;
		RAISE EXCEPTION 'the details of entry % of the batch are not those that its body names', i
			USING ERRCODE = 'invalid_parameter_value';
	END LOOP;

	LOCK TABLE public.gate IN EXCLUSIVE MODE;
	now_at := date_trunc('milliseconds', clock_timestamp());
	SELECT newest.seq, greatest(newest.time, now_at) INTO size, now_at
		FROM (SELECT max(e.seq) AS seq FROM public.entries e) AS top
		JOIN public.entries newest ON newest.seq = top.seq;
	IF NOT FOUND THEN
		size := 0;
		now_at := date_trunc('milliseconds', clock_timestamp());
	END IF;
	stamp := to_char(now_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

	FOR i IN 1..many LOOP
		place := size + i - 1;
		line := '{"body":' || bodies[i] || ',"seq":' || (place + 1) || ',"time":"' || stamp || '"}';
		lines := array_append(lines, line);
		digest := sha256('\x00'::bytea || convert_to(line, 'UTF8'));
		height := 0;
		LOOP
			levels := array_append(levels, height::smallint);
			places := array_append(places, place);
			digests := array_append(digests, digest);
			EXIT WHEN place % 2 = 0;
			left_digest := edge[height + 1];
			IF left_digest IS NULL THEN
				SELECT n.hash INTO STRICT left_digest FROM public.nodes n WHERE n.level = height AND n.idx = place - 1;
			END IF;
			digest := sha256('\x01'::bytea || left_digest || digest);
			place := place / 2;
			height := height + 1;
		END LOOP;
		edge[height + 1] := digest;
	END LOOP;

	INSERT INTO public.entries (seq, text, salt, details)
		SELECT size + given.position, given.line, given.salt, given.details
		FROM unnest(lines, salts, details) WITH ORDINALITY AS given (line, salt, details, position);
	INSERT INTO public.nodes (level, idx, hash) SELECT * FROM unnest(levels, places, digests);
	RETURN QUERY SELECT size + i, now_at FROM generate_series(1, many) AS i;
END
$$;
--> statement-breakpoint
-- At commit: a change that came to a state in this transaction has an entry of that state in this transaction.
CREATE FUNCTION "require_entry"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NOT EXISTS (
		SELECT FROM public.entries e
		WHERE e.change_id = NEW.id::text AND e.state = NEW.state AND e.txid = pg_current_xact_id()
	) THEN
		RAISE EXCEPTION 'change % came to the state % without an entry in the record', NEW.id, NEW.state
			USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "changes_begin_with_entry" AFTER INSERT ON "changes"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "require_entry"();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "changes_move_with_entry" AFTER UPDATE ON "changes"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
	EXECUTE FUNCTION "require_entry"();
