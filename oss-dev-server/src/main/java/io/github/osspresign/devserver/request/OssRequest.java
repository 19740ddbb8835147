// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.request;

import io.github.osspresign.devserver.form.Form;
import io.github.osspresign.devserver.http.Body;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.Request;
import io.github.osspresign.devserver.http.RequestBody;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request to the OSS API. It addresses the service if it has no bucket, and the bucket if it has no key.
 *
 * @param http the HTTP request
 * @param onCustomDomain whether the host is a custom domain of the bucket
 * @param form form with the key, signature and content, or null if the request is not a form upload
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

    /** Returns the bucket of a request that must have one. */
    public String requiredBucket() {
        if (bucket == null) {
            throw new IllegalStateException("request without a bucket");
        }
        return bucket;
    }

    /** Returns the key of a request that must have one. */
    public String requiredKey() {
        if (key == null) {
            throw new IllegalStateException("request without a key");
        }
        return key;
    }

    public OssRequest withHttp(Request changed) {
        return new OssRequest(changed, bucket, key, query, onCustomDomain, form);
    }

    public OssRequest withKey(@Nullable String changed) {
        return new OssRequest(http, bucket, changed, query, onCustomDomain, form);
    }

    public OssRequest withQuery(Query changed) {
        return new OssRequest(http, bucket, key, changed, onCustomDomain, form);
    }

    /** Returns this request with the form and its key. The body is then the file of the form. */
    public OssRequest withForm(Form read) {
        RequestBody file = new RequestBody(http.body().framing(), read.file(), Body.UNKNOWN_LENGTH);
        return new OssRequest(http.withBody(file), bucket, read.key(), query, onCustomDomain, read);
    }
}
