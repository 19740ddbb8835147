// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import io.github.osspresign.devserver.auth.ReferenceSigner;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A signed URL in which a test can make any detail wrong: each method changes one detail and returns this. */
public final class SignedUrl {

    private static final DateTimeFormatter V4_DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String method;
    private final @Nullable String bucket;
    private final String key;
    private final List<Map.Entry<String, String>> query = new ArrayList<>();
    private final Map<String, String> headers = new TreeMap<>();
    private final URI endpoint;
    private String accessKeyId = OssDevServerBuilder.DEFAULT_ACCESS_KEY_ID;
    private String secret = OssDevServerBuilder.DEFAULT_ACCESS_KEY_SECRET;
    private String region = "cn-hangzhou";
    private String product = "oss";
    private Instant signedAt = Instant.now();
    private String expires = "600";
    private List<String> additionalHeaders = List.of();
    private @Nullable String token;

    private SignedUrl(URI endpoint, String method, @Nullable String bucket, String key) {
        this.endpoint = endpoint;
        this.method = method;
        this.bucket = bucket;
        this.key = key;
    }

    /** Returns a URL for the server with its first access key. */
    public static SignedUrl of(OssDevServer server, String method, String bucket, String key) {
        return at(server.endpoint(), method, bucket, key)
                .accessKey(server.accessKeyId(), server.accessKeySecret())
                .region(server.region());
    }

    /** Returns a URL for a server with the default access key. */
    public static SignedUrl at(URI endpoint, String method, String bucket, String key) {
        return new SignedUrl(endpoint, method, bucket, key);
    }

    /** Returns a URL without a bucket. */
    public static SignedUrl ofService(OssDevServer server, String method) {
        return new SignedUrl(server.endpoint(), method, null, "");
    }

    public SignedUrl parameter(String name, String value) {
        query.add(Map.entry(name, value));
        return this;
    }

    public SignedUrl header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Adds parameters that are given as name, value, name, value. */
    public SignedUrl parameters(String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameter(namesAndValues[i], namesAndValues[i + 1]);
        }
        return this;
    }

    /** Adds headers that are given as name, value, name, value. */
    public SignedUrl headers(String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            header(namesAndValues[i], namesAndValues[i + 1]);
        }
        return this;
    }

    public SignedUrl additional(String... names) {
        additionalHeaders = List.of(names);
        return this;
    }

    public SignedUrl accessKey(String id, String newSecret) {
        accessKeyId = id;
        secret = newSecret;
        return this;
    }

    public SignedUrl token(String securityToken) {
        token = securityToken;
        return this;
    }

    public SignedUrl region(String id) {
        region = id;
        return this;
    }

    public SignedUrl product(String name) {
        product = name;
        return this;
    }

    public SignedUrl signedAt(Instant instant) {
        signedAt = instant;
        return this;
    }

    public SignedUrl lifetime(Duration lifetime) {
        return expires(Long.toString(lifetime.toSeconds()));
    }

    public SignedUrl expires(String text) {
        expires = text;
        return this;
    }

    public URI v4() {
        String date = V4_DATE.format(signedAt);
        String scope = date.substring(0, 8) + "/" + region + "/" + product + "/aliyun_v4_request";
        List<Map.Entry<String, String>> all = new ArrayList<>(query);
        all.add(Map.entry("x-oss-signature-version", "OSS4-HMAC-SHA256"));
        all.add(Map.entry("x-oss-date", date));
        all.add(Map.entry("x-oss-expires", expires));
        all.add(Map.entry("x-oss-credential", accessKeyId + "/" + scope));
        if (!additionalHeaders.isEmpty()) {
            all.add(Map.entry("x-oss-additional-headers", String.join(";", additionalHeaders)));
        }
        if (token != null) {
            all.add(Map.entry("x-oss-security-token", token));
        }
        String stringToSign = ReferenceSigner.stringToSignV4(
                date, scope, ReferenceSigner.canonicalRequestV4(method, bucket, key, all, headers, additionalHeaders));
        all.add(Map.entry("x-oss-signature", ReferenceSigner.signatureV4(secret, scope, stringToSign)));
        return url(all);
    }

    /** Sends the request, signed with V4 and with the signed headers. */
    public Http.Response send(String body) {
        return send(body.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the request, signed with V4 and with the signed headers. */
    public Http.Response send(byte... body) {
        String[] fields = headers.entrySet().stream()
                .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                .toArray(String[]::new);
        HttpRequest.BodyPublisher content =
                body.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body);
        return Http.send(method, v4(), content, fields);
    }

    public URI v1() {
        String end = Long.toString(signedAt.getEpochSecond() + Long.parseLong(expires));
        List<Map.Entry<String, String>> all = new ArrayList<>(query);
        if (token != null) {
            all.add(Map.entry("security-token", token));
        }
        String stringToSign = ReferenceSigner.stringToSignV1(method, bucket, key, all, headers, end);
        all.add(Map.entry("OSSAccessKeyId", accessKeyId));
        all.add(Map.entry("Expires", end));
        all.add(Map.entry("Signature", ReferenceSigner.signatureV1(secret, stringToSign)));
        return url(all);
    }

    private URI url(List<Map.Entry<String, String>> all) {
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, String> parameter : all) {
            pairs.add(ReferenceSigner.percentEncode(parameter.getKey())
                    + (parameter.getValue().isEmpty()
                            ? ""
                            : "=" + ReferenceSigner.percentEncode(parameter.getValue())));
        }
        String path = bucket == null ? "/" : "/" + bucket + "/" + key;
        return URI.create(
                endpoint + ReferenceSigner.percentEncode(path).replace("%2F", "/") + "?" + String.join("&", pairs));
    }
}
