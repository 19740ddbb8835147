package io.github.osspresign.camel.presign;

import io.github.osspresign.sign.AttachmentDisposition;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.ServiceEndpoint;
import io.github.osspresign.sign.TrafficLimit;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Message;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** Reads from a message and the options what to sign; the message comes first. */
final class RequestReader {

    private static final Pattern CAMEL_DURATION =
            Pattern.compile("[0-9]+|(?:[0-9]+(?:d|h|m|s|ms))+", Pattern.CASE_INSENSITIVE);

    private final String bucketName;
    private final PresignConfiguration options;
    private final ServiceEndpoint endpoint;
    private final Set<String> additionalHeaders;
    private final Map<String, String> optionOverrides;

    RequestReader(String bucketName, PresignConfiguration options) {
        this.bucketName = bucketName;
        this.options = options;
        this.endpoint = endpoint(options);
        this.additionalHeaders = additionalHeaders(options);
        this.optionOverrides = optionOverrides(options);
    }

    /** What the options alone ask for. */
    PresignRequest sample(String key) {
        return request(bucketName, key, options.getMethod(), optionOverrides, options.getExpiration());
    }

    PresignRequest read(Message message, Duration lifetime) {
        String bucket = header(message, PresignConstants.BUCKET_NAME, bucketName);
        Map<String, String> overrides = new LinkedHashMap<>(optionOverrides);
        put(overrides, "versionId", text(message, PresignConstants.VERSION_ID));
        put(overrides, "x-oss-process", text(message, PresignConstants.PROCESS));
        put(overrides, "x-oss-traffic-limit", trafficLimit(text(message, PresignConstants.TRAFFIC_LIMIT)));
        put(overrides, "response-content-type", text(message, PresignConstants.RESPONSE_CONTENT_TYPE));
        put(
                overrides,
                "response-content-disposition",
                disposition(
                        text(message, PresignConstants.RESPONSE_CONTENT_DISPOSITION),
                        text(message, PresignConstants.DOWNLOAD_FILE_NAME)));
        return request(bucket, key(message), method(message), overrides, lifetime);
    }

    Duration expiration(Message message) {
        Object value = message.getHeader(PresignConstants.EXPIRATION);
        if (value == null) {
            return options.getExpiration();
        }
        if (value instanceof Duration duration) {
            return duration;
        }
        // Not by the context, which would resolve property placeholders in what may come from outside.
        String text = value.toString().strip();
        try {
            return CAMEL_DURATION.matcher(text).matches() ? TimeUtils.toDuration(text) : Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    PresignConstants.EXPIRATION + ": expected a duration such as 15m, 1h or PT1H but was '" + value
                            + "'",
                    e);
        }
    }

    private PresignRequest request(
            String bucket, String key, HttpMethod method, Map<String, String> overrides, Duration lifetime) {
        PresignRequest.Builder request =
                PresignRequest.builder(method, endpoint, bucket, key).lifetime(lifetime);
        if (options.getRegion() != null) {
            request.region(options.getRegion());
        }
        overrides.forEach(request::query);
        options.getQuery().forEach((name, value) -> request.query(name, String.valueOf(value)));
        options.getHeader().forEach((name, value) -> request.header(name, String.valueOf(value)));
        if (additionalHeaders.contains("host") && !hasHeader("host")) {
            request.header("host", endpoint.authority(bucket));
        }
        return request.additionalHeaders(additionalHeaders).build();
    }

    private String key(Message message) {
        String key = text(message, PresignConstants.OBJECT_KEY);
        if (key == null) {
            key = options.getObjectKey();
        }
        if (key == null) {
            key = text(message, PresignConstants.FILE_NAME);
        }
        if (key == null) {
            throw new IllegalArgumentException("object key: expected the header " + PresignConstants.OBJECT_KEY
                    + ", the option objectKey or the header " + PresignConstants.FILE_NAME + " but there is none");
        }
        return key;
    }

    private HttpMethod method(Message message) {
        String name = text(message, PresignConstants.METHOD);
        if (name == null) {
            return options.getMethod();
        }
        try {
            return HttpMethod.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    PresignConstants.METHOD + ": expected one of " + Arrays.toString(HttpMethod.values()) + " but was '"
                            + name + "'",
                    e);
        }
    }

    private static Map<String, String> optionOverrides(PresignConfiguration options) {
        Map<String, String> overrides = new LinkedHashMap<>();
        put(overrides, "versionId", options.getVersionId());
        put(overrides, "x-oss-process", options.getProcess());
        put(overrides, "x-oss-traffic-limit", trafficLimit(options.getTrafficLimit()));
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

    private static @Nullable String trafficLimit(@Nullable String text) {
        return text == null ? null : String.valueOf(TrafficLimit.parse(text).bitsPerSecond());
    }

    private static @Nullable String disposition(@Nullable String disposition, @Nullable String fileName) {
        if (disposition != null && fileName != null) {
            throw new IllegalArgumentException("downloadFileName: expected it alone but was '" + fileName
                    + "' together with the response content disposition '" + disposition + "'");
        }
        return fileName == null ? disposition : AttachmentDisposition.of(fileName);
    }

    private static ServiceEndpoint endpoint(PresignConfiguration options) {
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

    /** Every header of the options is bound: "must send" is only true of what a signature checks. */
    private static Set<String> additionalHeaders(PresignConfiguration options) {
        Set<String> names = new LinkedHashSet<>();
        if (options.getAdditionalHeaders() != null) {
            for (String name : options.getAdditionalHeaders().split(",", -1)) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        options.getHeader().keySet().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return names;
    }

    private boolean hasHeader(String lowerName) {
        return options.getHeader().keySet().stream().anyMatch(lowerName::equalsIgnoreCase);
    }

    private static String header(Message message, String name, String otherwise) {
        String value = text(message, name);
        return value == null ? otherwise : value;
    }

    private static @Nullable String text(Message message, String header) {
        return message.getHeader(header, String.class);
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
