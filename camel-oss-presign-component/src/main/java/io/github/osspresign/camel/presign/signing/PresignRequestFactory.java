// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.signing;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.options.CommaList;
import io.github.osspresign.camel.options.HttpMethodText;
import io.github.osspresign.camel.presign.message.LinkField;
import io.github.osspresign.camel.presign.message.LinkValues;
import io.github.osspresign.camel.presign.upload.UploadPlanner;
import io.github.osspresign.camel.presign.upload.UploadRequests;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.syntax.AttachmentDisposition;
import io.github.osspresign.oss.syntax.HeaderField;
import io.github.osspresign.oss.syntax.TrafficLimit;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.PostPolicy;
import io.github.osspresign.sign.PresignRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds signing requests and the policies of forms from the values of one link and the options that no value overrides. The
 * methods throw an {@link IllegalArgumentException} if a value is not allowed, or if a required one is missing.
 */
public final class PresignRequestFactory {

    private static final String TRAFFIC_LIMIT = "x-oss-traffic-limit";
    private static final Pattern MD5 = Pattern.compile("[A-Za-z0-9+/]{21}[AQgw]==");

    private final LinkAddresses addresses;
    private final FixedParts fixed;
    private final FormLimits form;
    /** Query parameters that the options set for all links. */
    private final Map<String, String> optionQuery;

    /** @param optionValues values that the options set for all links */
    public PresignRequestFactory(LinkValues optionValues, LinkAddresses addresses, FixedParts fixed, FormLimits form) {
        this.addresses = addresses;
        this.fixed = fixed;
        this.form = form;
        this.optionQuery = new LinkedHashMap<>(fixed.query());
        putDedicated(optionQuery, optionValues::text);
    }

    /** Returns the request for one link. Dedicated options take precedence over {@code query.NAME}. */
    public PresignRequest create(LinkValues values, Duration lifetime) {
        Map<String, String> query = new LinkedHashMap<>(optionQuery);
        putDedicated(query, values::overridingText);
        query.putAll(values.query());
        HttpMethod method = values.value(LinkField.METHOD) instanceof HttpMethod given
                ? given
                : HttpMethodText.parse(values.name(LinkField.METHOD), String.valueOf(values.text(LinkField.METHOD)));
        Map<String, String> headers = headers(values);
        if (method == HttpMethod.PUT) {
            put(headers, "content-md5", onlyMd5(values));
            if (fixed.callback() != null) {
                query.putAll(fixed.callback().parameters(""));
            }
        }
        String bucket = bucket(values);
        PresignRequest.Builder request = addresses
                .request(method, bucket, key(values))
                .lifetime(lifetime)
                .query(query);
        if (headers.isEmpty() && fixed.additionalHeaders().isEmpty()) {
            // Most links, and the sets below take as long as their signature.
            return request.build();
        }
        requireSendable(headers);
        // All headers, because the service requires a header only if it is signed.
        Set<String> signed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        signed.addAll(fixed.additionalHeaders());
        signed.addAll(headers.keySet());
        if (signed.contains("host")) {
            headers.putIfAbsent("host", addresses.of(bucket).authority(bucket));
        }
        request.additionalHeaders(signed);
        headers.forEach(request::header);
        return request.build();
    }

    private static void putDedicated(Map<String, String> query, Function<LinkField, @Nullable String> texts) {
        put(query, "versionId", texts.apply(LinkField.VERSION_ID));
        put(query, "x-oss-process", texts.apply(LinkField.PROCESS));
        put(query, TRAFFIC_LIMIT, trafficLimit(texts.apply(LinkField.TRAFFIC_LIMIT)));
        put(query, "response-content-type", texts.apply(LinkField.RESPONSE_CONTENT_TYPE));
        put(
                query,
                "response-content-disposition",
                disposition(
                        texts.apply(LinkField.RESPONSE_CONTENT_DISPOSITION),
                        texts.apply(LinkField.DOWNLOAD_FILE_NAME)));
    }

    private static @Nullable String onlyMd5(LinkValues values) {
        List<String> md5 = contentMd5(values);
        if (md5.size() > 1) {
            throw new IllegalArgumentException("contentMd5: must be one MD5 for a link, was " + md5.size());
        }
        return md5.isEmpty() ? null : md5.get(0);
    }

    private static List<String> contentMd5(LinkValues values) {
        List<String> all = CommaList.of("contentMd5", values.text(LinkField.CONTENT_MD5));
        for (String md5 : all) {
            if (!MD5.matcher(md5).matches()) {
                throw new IllegalArgumentException("contentMd5: must be 16 bytes in Base64, was " + Quoted.of(md5));
            }
        }
        return all;
    }

    /** Returns the size of the object to upload, {@code null} if it is not set. */
    static @Nullable Long uploadSize(LinkValues values) {
        return UploadPlanner.size(values.name(LinkField.UPLOAD_SIZE), values.text(LinkField.UPLOAD_SIZE));
    }

    /** Returns the requests of an upload in parts. */
    public UploadRequests upload(LinkValues values, Duration lifetime) {
        Map<String, String> parameters = new LinkedHashMap<>(optionQuery);
        parameters.remove(TRAFFIC_LIMIT);
        Map<String, String> partParameters = new LinkedHashMap<>();
        put(partParameters, TRAFFIC_LIMIT, trafficLimit(values.text(LinkField.TRAFFIC_LIMIT)));
        Map<String, String> headers = headers(values);
        if (fixed.callback() != null) {
            headers.putAll(fixed.callback().parameters("x-oss-"));
        }
        requireSendable(headers);
        PresignRequest object = addresses
                .request(HttpMethod.HEAD, bucket(values), key(values))
                .lifetime(lifetime)
                .query(parameters)
                .build();
        return new UploadRequests(object, partParameters, headers, uploadSize(values), contentMd5(values));
    }

    /** Returns the policy of an upload form. */
    public PostPolicy form(LinkValues values, Duration lifetime) {
        String bucket = bucket(values);
        Long size = uploadSize(values);
        if (size != null && (size < form.minSize() || size > form.maxSize())) {
            throw new IllegalArgumentException("uploadSize: must be minUploadSize to maxUploadSize, " + form.minSize()
                    + " to " + form.maxSize() + " bytes, was " + size);
        }
        return new PostPolicy(
                addresses.of(bucket),
                addresses.region(),
                bucket,
                key(values),
                form.contentTypes(),
                size == null ? form.minSize() : size,
                size == null ? form.maxSize() : size,
                formFields(values),
                lifetime);
    }

    /** Returns the form fields. A form has fields instead of the headers and query parameters of a PUT request. */
    private Map<String, String> formFields(LinkValues values) {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.putAll(PostPolicy.HARMLESS_FIELDS);
        for (String name : form.openFields()) {
            if (fields.remove(name) == null) {
                throw new IllegalArgumentException("openFields: must be different names of "
                        + new TreeSet<>(PostPolicy.HARMLESS_FIELDS.keySet()) + ", was " + Quoted.of(name));
            }
        }
        fields.putAll(headers(values));
        fields.putAll(optionQuery);
        if (fixed.callback() != null) {
            fields.putAll(fixed.callback().formFields());
        }
        put(fields, "success_action_status", form.successStatus());
        put(fields, "success_action_redirect", form.successRedirect());
        return fields;
    }

    /** Returns the headers of the options, overridden by those of one link. */
    private Map<String, String> headers(LinkValues values) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(fixed.headers());
        headers.putAll(values.headers());
        return headers;
    }

    /** Refuses values that {@code osspresigned:} does not send. The service itself would accept their signature. */
    private static void requireSendable(Map<String, String> headers) {
        headers.forEach((name, value) -> {
            // Control characters have their own message.
            if (!HeaderField.isValue(value) && value.chars().noneMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("header " + Quoted.of(name)
                        + ": must have a value of printable ASCII, was other text; encode it, for example with percent"
                        + " encoding");
            }
        });
    }

    /** Returns the bucket of one link. */
    public static String bucket(LinkValues values) {
        return Objects.requireNonNull(values.text(LinkField.BUCKET_NAME), "bucket");
    }

    /** Returns the object key of one link. */
    public static String key(LinkValues values) {
        String key = values.text(LinkField.OBJECT_KEY);
        if (key == null) {
            key = values.fallbackKey();
        }
        if (key == null) {
            throw new IllegalArgumentException("object key: not set; set the header " + PresignConstants.OBJECT_KEY
                    + ", the option objectKey or the header " + PresignConstants.FILE_NAME);
        }
        return key;
    }

    private static @Nullable String trafficLimit(@Nullable String text) {
        return text == null ? null : String.valueOf(TrafficLimit.parse(text).bitsPerSecond());
    }

    private static @Nullable String disposition(@Nullable String disposition, @Nullable String fileName) {
        if (disposition != null && fileName != null) {
            throw new IllegalArgumentException("downloadFileName: must not be set together with"
                    + " responseContentDisposition, was " + Quoted.of(fileName) + " and " + Quoted.of(disposition));
        }
        return fileName == null ? disposition : AttachmentDisposition.of(fileName);
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
