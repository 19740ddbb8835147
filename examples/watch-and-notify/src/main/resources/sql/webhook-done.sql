update announcement
set webhook_at = :#${bean:schedule?method=now}, webhook_attempts = webhook_attempts + 1
where id = cast(:#${exchangeProperty.announcement[id]} as uuid)
