select cast(id as text) as id, object_key, webhook_attempts
from announcement
where webhook_at is null and webhook_due_at <= :#${bean:schedule?method=now}
order by webhook_due_at
limit 1
for update skip locked
