// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.options.CommaList;
import io.github.osspresign.camel.options.DurationText;
import io.github.osspresign.camel.options.HttpMethodText;
import io.github.osspresign.camel.options.InstantText;
import io.github.osspresign.camel.options.SizeText;
import io.github.osspresign.camel.presign.message.LinkField;
import io.github.osspresign.camel.presign.message.LinkValues;
import io.github.osspresign.camel.presign.renew.VerifiedLink;
import io.github.osspresign.camel.presign.upload.UploadPlanner;
import io.github.osspresign.camel.presign.upload.UploadRequests;
import io.github.osspresign.camel.shared.TextValue;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.UploadCallback;
import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.OssHost;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.oss.syntax.AttachmentDisposition;
import io.github.osspresign.oss.syntax.HeaderField;
import io.github.osspresign.oss.syntax.Region;
import io.github.osspresign.oss.syntax.TrafficLimit;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.PostPolicy;
import io.github.osspresign.sign.PresignRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
final class PresignRequestFactory {

    private static final String TRAFFIC_LIMIT = "x-oss-traffic-limit";
    private static final Pattern MD5 = Pattern.compile("[A-Za-z0-9+/]{21}[AQgw]==");

    private final PresignConfiguration options;
    private final ServiceEndpoint endpoint;
    private final Map<String, ServiceEndpoint> domains;
    private final List<String> additionalHeaders;
    private final Map<String, String> optionQuery;
    /** Region of the options or of their endpoint, {@code null} if neither names one. */
    private final @Nullable String region;

    /** @param domains domains of buckets, which take precedence over the endpoint of the options */
    PresignRequestFactory(PresignConfiguration options, LinkValues optionValues, Map<String, ServiceEndpoint> domains) {
        this.options = options;
        this.endpoint = endpoint(options);
        this.domains = domains;
        this.additionalHeaders = CommaList.of("additionalHeaders", options.getAdditionalHeaders());
        this.optionQuery = optionQuery(options);
        putDedicated(optionQuery, optionValues::text);
        this.region = options.getRegion() == null ? endpoint.region().orElse(null) : options.getRegion();
    }

    /** Returns the request for one link. Dedicated options take precedence over {@code query.NAME}. */
    PresignRequest create(LinkValues values, Duration lifetime) {
        Map<String, String> query = new LinkedHashMap<>(optionQuery);
        putDedicated(query, values::overridingText);
        query.putAll(values.query());
        HttpMethod method = values.value(LinkField.METHOD) instanceof HttpMethod given
                ? given
                : HttpMethodText.parse(values.name(LinkField.METHOD), String.valueOf(values.text(LinkField.METHOD)));
        Map<String, String> headers = headers(values);
        if (method == HttpMethod.PUT) {
            put(headers, "content-md5", onlyMd5(values));
            UploadCallback callback = callback(options);
            if (callback != null) {
                query.putAll(callback.parameters(""));
            }
        }
        String bucket = bucket(values);
        PresignRequest.Builder request =
                builder(method, bucket, key(values), lifetime).query(query);
        if (headers.isEmpty() && additionalHeaders.isEmpty()) {
            // Most links, and the sets below take as long as their signature.
            return request.build();
        }
        requireSendable(headers);
        // All headers, because the service requires a header only if it is signed.
        Set<String> signed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        signed.addAll(additionalHeaders);
        signed.addAll(headers.keySet());
        if (signed.contains("host")) {
            headers.putIfAbsent("host", endpoint(bucket).authority(bucket));
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
    UploadRequests upload(LinkValues values, Duration lifetime) {
        Map<String, String> parameters = new LinkedHashMap<>(optionQuery);
        parameters.remove(TRAFFIC_LIMIT);
        Map<String, String> partParameters = new LinkedHashMap<>();
        put(partParameters, TRAFFIC_LIMIT, trafficLimit(values.text(LinkField.TRAFFIC_LIMIT)));
        Map<String, String> headers = headers(values);
        UploadCallback callback = callback(options);
        if (callback != null) {
            headers.putAll(callback.parameters("x-oss-"));
        }
        requireSendable(headers);
        PresignRequest object = builder(HttpMethod.HEAD, bucket(values), key(values), lifetime)
                .query(parameters)
                .build();
        return new UploadRequests(object, partParameters, headers, uploadSize(values), contentMd5(values));
    }

    /** Returns the policy of an upload form. */
    PostPolicy form(LinkValues values, Duration lifetime) {
        String bucket = bucket(values);
        long min = Objects.requireNonNullElse(SizeText.parseOrNull("minUploadSize", options.getMinUploadSize()), 0L);
        long max = Objects.requireNonNullElse(
                SizeText.parseOrNull("maxUploadSize", options.getMaxUploadSize()), PostPolicy.MAX_FILE_SIZE);
        Long size = uploadSize(values);
        if (size != null && (size < min || size > max)) {
            throw new IllegalArgumentException("uploadSize: must be minUploadSize to maxUploadSize, " + min + " to "
                    + max + " bytes, was " + size);
        }
        return new PostPolicy(
                endpoint(bucket),
                region,
                bucket,
                key(values),
                CommaList.of("contentTypes", options.getContentTypes()),
                size == null ? min : size,
                size == null ? max : size,
                formFields(values),
                lifetime);
    }

    /** Returns the form fields. A form has fields instead of the headers and query parameters of a PUT request. */
    private Map<String, String> formFields(LinkValues values) {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.putAll(PostPolicy.HARMLESS_FIELDS);
        for (String name : CommaList.of("openFields", options.getOpenFields())) {
            if (fields.remove(name) == null) {
                throw new IllegalArgumentException("openFields: must be different names of "
                        + new TreeSet<>(PostPolicy.HARMLESS_FIELDS.keySet()) + ", was " + Quoted.of(name));
            }
        }
        fields.putAll(headers(values));
        fields.putAll(optionQuery);
        UploadCallback callback = callback(options);
        if (callback != null) {
            fields.putAll(callback.formFields());
        }
        put(fields, "success_action_status", options.getSuccessStatus());
        put(fields, "success_action_redirect", options.getSuccessRedirect());
        return fields;
    }

    /** Returns the request for a link that allows exactly the same as an expired one. The options add nothing to it. */
    PresignRequest renewal(VerifiedLink expired, Duration lifetime) {
        PresignRequest.Builder request = builder(expired.method(), expired.bucket(), expired.key(), lifetime)
                .query(expired.signature().signedParameters())
                .additionalHeaders(expired.signature().additionalHeaders());
        expired.headers().forEach(request::header);
        if (expired.ownHost()) {
            request.header("host", endpoint(expired.bucket()).authority(expired.bucket()));
        }
        return request.build();
    }

    private PresignRequest.Builder builder(HttpMethod method, String bucket, String key, Duration lifetime) {
        return PresignRequest.builder(method, endpoint(bucket), bucket, key)
                .region(region)
                .lifetime(lifetime);
    }

    /** Returns the requested lifetime of a link that is signed now. The values may set a lifetime or an end. */
    static RequestedLifetime lifetime(LinkValues values, Instant now) {
        Object value = values.value(LinkField.EXPIRATION);
        Object end = values.value(LinkField.EXPIRATION_TIME);
        String name = values.name(LinkField.EXPIRATION);
        if (end != null && value != null) {
            throw new IllegalArgumentException(
                    name + ": must not be set together with " + values.name(LinkField.EXPIRATION_TIME));
        }
        if (end != null) {
            return until(values.name(LinkField.EXPIRATION_TIME), end, now);
        }
        // Not with the CamelContext, which would resolve property placeholders in a value from an untrusted sender.
        return new RequestedLifetime(
                name,
                value instanceof Duration duration ? duration : DurationText.parse(name, TextValue.of(name, value)));
    }

    /** Links are signed in whole seconds, so the seconds of both times are compared. */
    private static RequestedLifetime until(String name, Object value, Instant now) {
        Instant end = value instanceof Instant instant ? instant : InstantText.parse(name, TextValue.of(name, value));
        Duration left = Duration.between(now.truncatedTo(ChronoUnit.SECONDS), end.truncatedTo(ChronoUnit.SECONDS));
        if (left.isNegative() || left.isZero()) {
            throw new IllegalArgumentException(name + ": must be after the current time, " + now + ", was " + end);
        }
        return new RequestedLifetime("time until " + name, left);
    }

    /** Returns the headers of the options, overridden by those of one link. */
    private Map<String, String> headers(LinkValues values) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        options.getHeader().forEach((name, value) -> headers.put(name, TextValue.of("header." + name, value)));
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

    /** Returns the callback of the options, which takes precedence over {@code query.callback}; {@code null} if there is none. */
    private static @Nullable UploadCallback callback(PresignConfiguration options) {
        String url = options.getCallbackUrl();
        if (url == null) {
            return null;
        }
        Map<String, String> variables = new LinkedHashMap<>();
        options.getCallbackVar()
                .forEach((name, value) -> variables.put(name, TextValue.of("callbackVar." + name, value)));
        return new UploadCallback(url, options.getCallbackBody(), variables);
    }

    /** Returns the endpoint of links to a bucket. */
    ServiceEndpoint endpoint(String bucket) {
        return domains.getOrDefault(bucket, endpoint);
    }

    /** Returns the bucket of one link. */
    static String bucket(LinkValues values) {
        return Objects.requireNonNull(values.text(LinkField.BUCKET_NAME), "bucket");
    }

    /** Returns the object key of one link. */
    static String key(LinkValues values) {
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

    /** Returns the query parameters that only options set. */
    private static Map<String, String> optionQuery(PresignConfiguration options) {
        Map<String, String> query = new LinkedHashMap<>();
        options.getQuery().forEach((name, value) -> query.put(name, TextValue.of("query." + name, value)));
        return query;
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

    /**
     * Returns the service endpoint of the links.
     *
     * @throws IllegalArgumentException if the options set neither endpoint nor region, or contradict each other
     */
    static ServiceEndpoint endpoint(PresignConfiguration options) {
        if (options.getEndpoint() != null) {
            ServiceEndpoint endpoint = ServiceEndpoint.parse(options.getEndpoint(), options.getAddressStyle());
            requireAgreement(endpoint, options.getRegion());
            return endpoint;
        }
        if (options.getRegion() == null) {
            throw new IllegalArgumentException("region: not set; set region, such as 'cn-hangzhou', or endpoint");
        }
        if (options.getAddressStyle() != AddressStyle.VIRTUAL_HOSTED) {
            throw new IllegalArgumentException(
                    "endpoint: not set; set it together with addressStyle=" + options.getAddressStyle());
        }
        return ServiceEndpoint.of(options.getRegion(), options.getEndpointType());
    }

    /** Refuses an endpoint whose links the service would refuse, or for which no host exists. */
    private static void requireAgreement(ServiceEndpoint endpoint, @Nullable String region) {
        OssHost host = endpoint.host();
        boolean withoutBucket = endpoint.style() != AddressStyle.VIRTUAL_HOSTED;
        if (host.kind().isOssDomain() && (withoutBucket || host.bucket() != null)) {
            throw new IllegalArgumentException("endpoint: must "
                    + (withoutBucket
                            ? "be a custom domain with addressStyle=cname, and another server with addressStyle=path"
                            : "not contain the bucket, because links have it before the endpoint")
                    + ", was " + Quoted.of(endpoint.authority()));
        }
        if (region != null) {
            Region.require(region);
        }
        if (region != null && !host.allowsScope(region)) {
            throw new IllegalArgumentException("region: must be " + Quoted.of(host.region()) + ", that of the endpoint "
                    + endpoint.authority() + ", was " + Quoted.of(region));
        }
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
