import type { Database } from '../client.ts'

/** The steps of a change at which the database can be made to fail. */
export const steps = ['insert', 'append', 'mark', 'settle'] as const
export type Step = (typeof steps)[number]

/** Makes steps of the changes of single groups fail, in a database of its own; `ownerDb` is its owner's. */
export interface BrokenSteps {
	/** From now on, with this SQLSTATE, until `mend`. */
	break(groupId: string, step: Step, sqlState: string): Promise<void>
	mend(groupId: string): Promise<void>
	/** Whether the step has failed at least once: a sequence's value outlives what is rolled back. */
	hasFailed(groupId: string): Promise<boolean>
}

export async function installBrokenSteps(ownerDb: Database): Promise<BrokenSteps> {
	const { $client: owner } = ownerDb
	await owner.query(`
		create table broken_steps (group_id text primary key, step text not null, sql_state text not null,
			failures text not null);
		create function fail_broken_step() returns trigger language plpgsql security definer as $$
		declare
			this_step text := tg_argv[0];
			this_group text;
			broken public.broken_steps;
		begin
			if tg_table_name = 'entries' then
				this_group := new.text::jsonb -> 'body' ->> 'groupId';
				if new.text::jsonb -> 'body' ->> 'action' <> 'change.intended' then return new; end if;
			else
				this_group := new.group_id;
				if tg_op = 'UPDATE' then
					this_step := case when new.state <> old.state then 'settle' else 'mark' end;
				end if;
			end if;
			select * into broken from public.broken_steps b where b.group_id = this_group and b.step = this_step;
			if found then
				perform nextval(broken.failures);
				raise exception 'broken at %', this_step using errcode = broken.sql_state;
			end if;
			return new;
		end $$;
		create trigger broken_insert before insert on changes for each row execute function fail_broken_step('insert');
		create trigger broken_update before update on changes for each row execute function fail_broken_step();
		create trigger broken_append before insert on entries for each row execute function fail_broken_step('append')`)
	let made = 0
	return {
		async break(groupId, step, sqlState) {
			made += 1
			const failures = `public.failures_${made}`
			await owner.query(`create sequence ${failures}`)
			await owner.query('insert into broken_steps values ($1, $2, $3, $4)', [
				groupId,
				step,
				sqlState,
				failures,
			])
		},
		async mend(groupId) {
			await owner.query('update broken_steps set step = $2 where group_id = $1', [groupId, 'none'])
		},
		async hasFailed(groupId) {
			const { rows } = await owner.query<{ failures: string }>(
				'select failures from broken_steps where group_id = $1',
				[groupId],
			)
			const { rows: counts } = await owner.query(`select is_called from ${rows[0]?.failures}`)
			return counts[0]?.is_called === true
		},
	}
}
