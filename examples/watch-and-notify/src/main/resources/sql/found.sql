-- An object that is listed again has the same bucket, key and entity tag, and is not new.
insert into announcement (bucket, object_key, etag, found_at, webhook_due_at)
values (:#${body.bucket}, :#${body.key}, :#${body.etag}, :#${bean:schedule?method=now}, :#${bean:schedule?method=now})
on conflict (bucket, object_key, etag) do nothing
