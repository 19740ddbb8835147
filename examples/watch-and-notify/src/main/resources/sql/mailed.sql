update announcement
set mailed_at = :#${bean:schedule?method=now}
where mail_id = :#${exchangeProperty.mailId}
