-- Locks the objects of one mail until it is sent, so that an old leader and its successor do not both send it.
select mail_id, object_key
from announcement
where mailed_at is null
  and mail_id = (select mail_id from announcement where mail_id is not null and mailed_at is null
                 order by found_at, id limit 1)
order by found_at, id
for update
