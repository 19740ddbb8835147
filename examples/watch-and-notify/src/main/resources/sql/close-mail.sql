-- Gives a number to the next mail once its oldest object has waited for others long enough. Nothing changes while a mail
-- is unsent: it is sent again as it was.
update announcement
set mail_id = :#mailId
where id in (select id from announcement where mail_id is null order by found_at, id limit 100)
  and mail_id is null
  and exists (select 1 from announcement where mail_id is null and found_at <= :#${bean:schedule?method=closingTime})
  and not exists (select 1 from announcement where mail_id is not null and mailed_at is null)
