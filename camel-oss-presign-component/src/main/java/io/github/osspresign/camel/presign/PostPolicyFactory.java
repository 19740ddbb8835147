// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.TextValue;
import io.github.osspresign.camel.options.CommaList;
import io.github.osspresign.camel.options.SizeText;
import io.github.osspresign.camel.presign.message.LinkValues;
import io.github.osspresign.error.Quoted;
import io.github.osspresign.link.UploadCallback;
import io.github.osspresign.sign.PostPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** Builds the policy of an upload form from the options and the values of one message. The message takes precedence. */
final class PostPolicyFactory {

    private final PresignConfiguration options;
    private final PresignRequestFactory requests;

    PostPolicyFactory(PresignConfiguration options, PresignRequestFactory requests) {
        this.options = options;
        this.requests = requests;
    }

    /** Returns the policy of one message. */
    PostPolicy create(LinkValues values, Duration lifetime) {
        String bucket = PresignRequestFactory.bucket(values);
        long min =
                Objects.requireNonNullElse(SizeText.parseOrNull("minContentLength", options.getMinContentLength()), 0L);
        long max = Objects.requireNonNullElse(
                SizeText.parseOrNull("maxContentLength", options.getMaxContentLength()), PostPolicy.MAX_FILE_SIZE);
        Long size = PresignRequestFactory.uploadSize(values);
        if (size != null && (size < min || size > max)) {
            throw new IllegalArgumentException("uploadSize: must be minContentLength to maxContentLength, " + min
                    + " to " + max + " bytes, was " + size);
        }
        return new PostPolicy(
                requests.endpoint(bucket),
                requests.region(),
                bucket,
                PresignRequestFactory.key(values),
                CommaList.of("contentTypes", options.getContentTypes()),
                size == null ? min : size,
                size == null ? max : size,
                fields(values),
                lifetime);
    }

    /** Returns the form fields. A form has fields instead of the headers and query parameters of a PUT request. */
    private Map<String, String> fields(LinkValues values) {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.putAll(PostPolicy.HARMLESS_FIELDS);
        CommaList.of("openFields", options.getOpenFields()).forEach(name -> open(name, fields));
        fields.putAll(requests.headers(values));
        options.getQuery().forEach((name, value) -> fields.put(name, TextValue.of("query." + name, value)));
        UploadCallback callback = PresignRequestFactory.callback(options);
        if (callback != null) {
            fields.putAll(callback.formFields());
        }
        if (options.getSuccessStatus() != null) {
            fields.put("success_action_status", options.getSuccessStatus());
        }
        if (options.getSuccessRedirect() != null) {
            fields.put("success_action_redirect", options.getSuccessRedirect());
        }
        return fields;
    }

    private static void open(String name, Map<String, String> fields) {
        if (fields.remove(name) == null) {
            throw new IllegalArgumentException("openFields: must be different names of "
                    + new TreeSet<>(PostPolicy.HARMLESS_FIELDS.keySet()) + ", was " + Quoted.of(name));
        }
    }
}
