package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.DurationText;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.TextValue;
import io.github.osspresign.error.Quoted;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.AttachmentDisposition;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.SignatureVersion;
import io.github.osspresign.sign.SourceAddress;
import io.github.osspresign.sign.TrafficLimit;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what to sign from the values of one link and the options; the values come first. */
final class RequestReader {

    private final String bucketName;
    private final PresignConfiguration options;
    private final ServiceEndpoint endpoint;
    private final Set<String> additionalHeaders;
    private final Map<String, String> optionQuery;
    private final @Nullable String region;

    RequestReader(String bucketName, PresignConfiguration options) {
        this.bucketName = bucketName;
        this.options = options;
        this.endpoint = endpoint(options);
        this.additionalHeaders = additionalHeaders(options);
        this.optionQuery = optionQuery(options);
        this.region = options.getRegion() == null ? endpoint.region().orElse(null) : options.getRegion();
    }

    /** What the options alone ask for. */
    PresignRequest sample(String key) {
        String optionKey = options.getObjectKey();
        PresignRequest.Builder request =
                PresignRequest.builder(options.getMethod(), endpoint, bucketName, optionKey == null ? key : optionKey);
        request.query(optionQuery);
        return build(request.lifetime(options.getExpiration()), bucketName, Map.of());
    }

    PresignRequest read(LinkValues values, Duration lifetime) {
        String bucket = bucket(values);
        PresignRequest.Builder request = PresignRequest.builder(method(values), endpoint, bucket, key(values));
        request.query(optionQuery);
        put(request, "versionId", values.text(LinkField.VERSION_ID));
        put(request, "x-oss-process", values.text(LinkField.PROCESS));
        put(request, "x-oss-traffic-limit", trafficLimit(values.text(LinkField.TRAFFIC_LIMIT)));
        put(request, "response-content-type", values.text(LinkField.RESPONSE_CONTENT_TYPE));
        put(
                request,
                "response-content-disposition",
                disposition(
                        values.text(LinkField.RESPONSE_CONTENT_DISPOSITION),
                        values.text(LinkField.DOWNLOAD_FILE_NAME)));
        request.query(values.query());
        return build(request.lifetime(lifetime), bucket, values.headers());
    }

    /** The request of a link that allows what the proven one did, and nothing else; no option adds to it. */
    PresignRequest renewal(VerifiedLink proven, Duration lifetime) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(proven.headers());
        if (proven.ownHost()) {
            headers.put("host", endpoint.authority(proven.bucket()));
        }
        PresignRequest.Builder request = PresignRequest.builder(
                        proven.method(), endpoint, proven.bucket(), proven.key())
                .query(proven.signature().signedParameters())
                .additionalHeaders(proven.signature().additionalHeaders())
                .lifetime(lifetime);
        if (region != null) {
            request.region(region);
        }
        headers.forEach(request::header);
        return request.build();
    }

    /** @throws IllegalArgumentException if an option says what a link is to be: a renewed one is as the old one was */
    void checkNothingForRenewal() {
        Set<String> given = new LinkedHashSet<>(optionQuery.keySet());
        given.addAll(options.getHeader().keySet());
        given.addAll(additionalHeaders);
        if (options.getObjectKey() != null) {
            given.add("objectKey");
        }
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("operation=renew: must be without options that shape the link, since a"
                    + " renewed link allows what the old one did, was with " + given);
        }
    }

    Duration expiration(LinkValues values) {
        Object value = values.value(LinkField.EXPIRATION);
        if (value == null) {
            return options.getExpiration();
        }
        if (value instanceof Duration duration) {
            return duration;
        }
        // Not by the context, which would resolve property placeholders in what may come from outside.
        String name = values.name(LinkField.EXPIRATION);
        return DurationText.parse(name, TextValue.of(name, value));
    }

    private PresignRequest build(PresignRequest.Builder request, String bucket, Map<String, String> furtherHeaders) {
        if (region != null) {
            request.region(region);
        }
        if (options.getHeader().isEmpty() && furtherHeaders.isEmpty() && additionalHeaders.isEmpty()) {
            return request.build();
        }
        Map<String, String> headers = headers(furtherHeaders);
        Set<String> bound = bound(headers.keySet());
        if (bound.contains("host")) {
            headers.putIfAbsent("host", endpoint.authority(bucket));
        }
        headers.forEach(request::header);
        return request.additionalHeaders(bound).build();
    }

    /** The headers of the options and those of one link, which come first. */
    Map<String, String> headers(Map<String, String> further) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        options.getHeader().forEach((name, value) -> headers.put(name, TextValue.of("header." + name, value)));
        headers.putAll(further);
        return headers;
    }

    /** Every header is bound: "must send" is only true of what a signature checks. */
    private Set<String> bound(Set<String> headerNames) {
        Set<String> names = new LinkedHashSet<>(additionalHeaders);
        headerNames.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return names;
    }

    ServiceEndpoint endpoint() {
        return endpoint;
    }

    /** The bucket of the endpoint. */
    String bucket() {
        return bucketName;
    }

    String bucket(LinkValues values) {
        String bucket = values.text(LinkField.BUCKET_NAME);
        return bucket == null ? bucketName : bucket;
    }

    /** Names of the parameters that the options put into a URL. */
    Set<String> parameterNames() {
        return optionQuery.keySet();
    }

    /** @throws IllegalArgumentException if there is none */
    String key(LinkValues values) {
        String key = values.text(LinkField.OBJECT_KEY);
        if (key == null) {
            key = options.getObjectKey();
        }
        if (key == null) {
            key = values.fallbackKey();
        }
        if (key == null) {
            throw new IllegalArgumentException("object key: expected the header " + PresignConstants.OBJECT_KEY
                    + ", the option objectKey or the header " + PresignConstants.FILE_NAME + " but there is none");
        }
        return key;
    }

    private HttpMethod method(LinkValues values) {
        String name = values.text(LinkField.METHOD);
        if (name == null) {
            return options.getMethod();
        }
        try {
            return HttpMethod.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            // Without the cause, which shows the value as it is.
            throw new IllegalArgumentException(values.name(LinkField.METHOD) + ": must be one of "
                    + Arrays.toString(HttpMethod.values()) + ", was " + Quoted.of(name));
        }
    }

    /** The parameters that all links have; those with an option of their own come first. */
    private static Map<String, String> optionQuery(PresignConfiguration options) {
        Map<String, String> overrides = new LinkedHashMap<>();
        options.getQuery().forEach((name, value) -> overrides.put(name, TextValue.of("query." + name, value)));
        put(overrides, "versionId", options.getVersionId());
        put(overrides, "x-oss-process", options.getProcess());
        put(overrides, "x-oss-traffic-limit", trafficLimit(options.getTrafficLimit()));
        put(overrides, "x-oss-request-payer", requestPayer(options.getRequestPayer()));
        String sourceIp = options.getSourceIp();
        if (sourceIp != null) {
            overrides.putAll(sourceRestriction(sourceIp, options.getSignatureVersion()));
        }
        put(overrides, "response-content-type", options.getResponseContentType());
        put(overrides, "response-cache-control", options.getResponseCacheControl());
        put(overrides, "response-content-language", options.getResponseContentLanguage());
        put(overrides, "response-content-encoding", options.getResponseContentEncoding());
        put(overrides, "response-expires", options.getResponseExpires());
        put(
                overrides,
                "response-content-disposition",
                disposition(options.getResponseContentDisposition(), options.getDownloadFileName()));
        return overrides;
    }

    private static @Nullable String requestPayer(@Nullable String payer) {
        if (payer != null && !payer.equals("requester")) {
            throw new IllegalArgumentException("requestPayer: expected 'requester' but was " + Quoted.of(payer));
        }
        return payer;
    }

    /** Whether the service enforces these parameters under V4 is not documented, and a promise it is. */
    private static Map<String, String> sourceRestriction(String sourceIp, SignatureVersion version) {
        if (version != SignatureVersion.V1) {
            throw new IllegalArgumentException("sourceIp: expected signatureVersion V1, the only one for which the"
                    + " service is known to enforce it, but was " + version + " with sourceIp " + Quoted.of(sourceIp));
        }
        return SourceAddress.parse(sourceIp).parameters();
    }

    private static @Nullable String trafficLimit(@Nullable String text) {
        return text == null ? null : String.valueOf(TrafficLimit.parse(text).bitsPerSecond());
    }

    private static @Nullable String disposition(@Nullable String disposition, @Nullable String fileName) {
        if (disposition != null && fileName != null) {
            throw new IllegalArgumentException("downloadFileName: expected it alone but was " + Quoted.of(fileName)
                    + " together with the response content disposition " + Quoted.of(disposition));
        }
        return fileName == null ? disposition : AttachmentDisposition.of(fileName);
    }

    /** Where the links of these options point to. */
    static ServiceEndpoint endpoint(PresignConfiguration options) {
        if (options.getEndpoint() != null) {
            return ServiceEndpoint.parse(options.getEndpoint(), options.isCname(), options.isPathStyle());
        }
        if (options.getRegion() == null) {
            throw new IllegalArgumentException(
                    "region: expected a region such as 'cn-hangzhou', or an endpoint, but" + " there is neither");
        }
        if (options.isCname() || options.isPathStyle()) {
            throw new IllegalArgumentException("endpoint: expected the host that "
                    + (options.isCname() ? "cname" : "pathStyle") + " is about but" + " there is none");
        }
        return ServiceEndpoint.of(options.getRegion(), options.getEndpointType());
    }

    private static Set<String> additionalHeaders(PresignConfiguration options) {
        Set<String> names = new LinkedHashSet<>();
        if (options.getAdditionalHeaders() != null) {
            for (String name : options.getAdditionalHeaders().split(",", -1)) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static void put(PresignRequest.Builder request, String name, @Nullable String value) {
        if (value != null) {
            request.query(name, value);
        }
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
