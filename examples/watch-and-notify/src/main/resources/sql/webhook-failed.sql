update announcement
set webhook_due_at = :#${bean:schedule?method=retryTime(${exchangeProperty.announcement[webhook_attempts]})},
    webhook_attempts = webhook_attempts + 1
where id = cast(:#${exchangeProperty.announcement[id]} as uuid)
