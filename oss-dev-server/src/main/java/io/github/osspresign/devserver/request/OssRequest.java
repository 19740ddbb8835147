package io.github.osspresign.devserver.request;

import io.github.osspresign.devserver.form.Form;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.Request;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request read as a call of the OSS API; without a bucket it is meant for the service, without a key for the bucket.
 *
 * @param onCustomDomain whether the host is a domain of the bucket's owner
 * @param form the form that brings the key, the signature and the content, or null if it is no upload of a browser
 */
public record OssRequest(
        Request http,
        @Nullable String bucket,
        @Nullable String key,
        Query query,
        boolean onCustomDomain,
        @Nullable Form form) {

    public String method() {
        return http.method();
    }

    public Headers headers() {
        return http.headers();
    }

    public @Nullable String header(String name) {
        return http.header(name);
    }

    public Instant receivedAt() {
        return http.receivedAt();
    }

    /** Returns the bucket of a call that is known to name one. */
    public String requiredBucket() {
        if (bucket == null) {
            throw new IllegalStateException("call without a bucket");
        }
        return bucket;
    }

    /** Returns the key of a call that is known to name one. */
    public String requiredKey() {
        if (key == null) {
            throw new IllegalStateException("call without a key");
        }
        return key;
    }

    public OssRequest withHttp(Request changed) {
        return new OssRequest(changed, bucket, key, query, onCustomDomain, form);
    }

    /** Returns the call that the form makes of this one, with the key from its fields. */
    public OssRequest withForm(Form read) {
        return new OssRequest(http, bucket, read.key(), query, onCustomDomain, read);
    }
}
