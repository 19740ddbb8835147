-- An object that is listed again has the same bucket, key and entity tag, and is not new. The entity tag is that of the
-- listing, because the link to a symbolic link has none.
insert into announcement (bucket, object_key, etag, found_at, webhook_due_at)
values (:#CamelPresignSourceBucketName, :#CamelPresignSourceObjectKey, :#CamelPresignETag,
        :#${bean:schedule?method=now}, :#${bean:schedule?method=now})
on conflict (bucket, object_key, etag) do nothing
