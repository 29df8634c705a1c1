-- What a playbook made keeps the playbook's key for it, by which rules find it whatever it is called and numbered.

ALTER TABLE item ADD COLUMN key TEXT;
ALTER TABLE risk ADD COLUMN key TEXT;

-- The keys of items were their numbers.
UPDATE item SET key = 'P' || number;

-- The playbook's risks came with the cycle, under the names in its copy of the playbook; by now they may be called
-- otherwise, and people may have given their own the same name.
WITH
  named AS MATERIALIZED (
    SELECT cycle.id AS cycle, json_extract(risks.value, '$.key') AS key, json_extract(risks.value, '$.name') AS name
    FROM cycle,
      json_each(CASE WHEN json_valid(cycle.playbook_copy) THEN cycle.playbook_copy ELSE '{}' END, '$.risks') AS risks
  ),
  made AS MATERIALIZED (
    SELECT change.id AS id, json_extract(change.after, '$.title') AS title
    FROM operation JOIN change ON change.seq = operation.seq
    WHERE operation.name = 'cycle.new' AND change.kind = 'R' AND change.before IS NULL
  )
UPDATE risk SET key = (
  SELECT named.key FROM made JOIN named ON named.name = made.title AND named.cycle = risk.cycle
  WHERE made.id = risk.id LIMIT 1
)
WHERE id IN (SELECT id FROM made);
