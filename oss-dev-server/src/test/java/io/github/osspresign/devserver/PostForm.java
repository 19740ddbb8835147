// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.devserver.auth.ReferenceSigner;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An upload form in which a test can make any detail wrong. */
public final class PostForm {

    public static final String BOUNDARY = "9431149156168";

    private static final DateTimeFormatter V4_DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final OssDevServer server;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<String> conditions = new ArrayList<>();
    private String accessKeyId;
    private String secret;
    private String region;
    private Instant signedAt = Instant.now();
    private @Nullable String token;

    private PostForm(OssDevServer server) {
        this.server = server;
        this.accessKeyId = server.accessKeyId();
        this.secret = server.accessKeySecret();
        this.region = server.region();
    }

    /** Returns a form for the bucket demo. */
    public static PostForm to(OssDevServer server) {
        return new PostForm(server);
    }

    public PostForm field(String name, String value) {
        return part("name=\"" + name + "\"", "", value.getBytes(UTF_8));
    }

    public PostForm file(String fileName, String content) {
        return part("name=\"file\"; filename=\"" + fileName + "\"", "", content.getBytes(UTF_8));
    }

    public PostForm part(String parameters, String headers, byte[] content) {
        raw("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + parameters + "\r\n" + headers + "\r\n");
        body.writeBytes(content);
        return raw("\r\n");
    }

    public PostForm raw(String text) {
        body.writeBytes(text.getBytes(UTF_8));
        return this;
    }

    /** Adds a condition to the policy, as JSON. Call it before the form is signed. */
    public PostForm condition(String json) {
        conditions.add(json);
        return this;
    }

    public PostForm accessKey(String id, String newSecret) {
        accessKeyId = id;
        secret = newSecret;
        return this;
    }

    public PostForm token(String securityToken) {
        token = securityToken;
        return this;
    }

    public PostForm region(String id) {
        region = id;
        return this;
    }

    public PostForm signedAt(Instant instant) {
        signedAt = instant;
        return this;
    }

    public PostForm signedV4() {
        String date = V4_DATE.format(signedAt);
        String scope = date.substring(0, 8) + "/" + region + "/oss/aliyun_v4_request";
        bound("x-oss-signature-version", "OSS4-HMAC-SHA256");
        bound("x-oss-credential", accessKeyId + "/" + scope);
        bound("x-oss-date", date);
        if (token != null) {
            bound("x-oss-security-token", token);
        }
        String policy = policy();
        return field("policy", policy).field("x-oss-signature", ReferenceSigner.signatureV4(secret, scope, policy));
    }

    private void bound(String name, String value) {
        field(name, value).condition("{\"" + name + "\": \"" + value + "\"}");
    }

    public PostForm signedV1() {
        condition("{\"bucket\": \"demo\"}");
        if (token != null) {
            field("x-oss-security-token", token);
        }
        return signedV1(policy());
    }

    public PostForm signedV1(String policy) {
        return field("OSSAccessKeyId", accessKeyId)
                .field("policy", policy)
                .field("Signature", ReferenceSigner.signatureV1(secret, policy));
    }

    private String policy() {
        Instant end = signedAt.plusSeconds(600);
        String json = "{\"expiration\": \"" + end + "\", \"conditions\": [" + String.join(", ", conditions) + "]}";
        return Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
    }

    /** Signs the form with V4, adds a file with the text content, and sends it. */
    public Http.Response sendV4() {
        return signedV4().file("", "content").send();
    }

    /** Signs the form with V1, adds a file with the text content, and sends it. */
    public Http.Response sendV1() {
        return signedV1().file("", "content").send();
    }

    public Http.Response send(String... headers) {
        raw("--" + BOUNDARY + "--\r\n");
        return sendAsIs("multipart/form-data; boundary=" + BOUNDARY, headers);
    }

    public Http.Response sendAsIs(String contentType, String... headers) {
        return sendTo(URI.create(server.endpoint() + "/demo"), contentType, headers);
    }

    public Http.Response sendTo(URI url, String contentType, String... headers) {
        List<String> all = new ArrayList<>(List.of("Content-Type", contentType));
        all.addAll(List.of(headers));
        return Http.send(
                "POST", url, HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()), all.toArray(new String[0]));
    }
}
