// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.http.Client;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.Request;
import io.github.osspresign.devserver.http.RequestBody;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.request.OssRequestReader;
import io.github.osspresign.devserver.rules.ServiceRules;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The verifier accepts the URLs of the vector file, and rejects them after any change. */
class PresignVectorsTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void acceptsTheUrl() throws IOException {
        assertThat(vectors())
                .filteredOn(vector -> !vector.outlivesToken())
                .allSatisfy(vector -> assertThat(vector.verify(vector.signedAt(), vector.target())
                                .accessKeyId())
                        .as(vector.id())
                        .isEqualTo(vector.text("accessKeyId")));
    }

    @Test
    void refusesTheUrlAtAnotherTime() throws IOException {
        assertThat(vectors())
                .filteredOn(vector -> !vector.outlivesToken())
                .allSatisfy(vector -> assertThat(
                                vector.codeFor(vector.method(), vector.end().plusSeconds(1), vector.target()))
                        .as(vector.id())
                        .isEqualTo("AccessDenied"));
    }

    @Test
    void refusesTheUrlWithAnotherMethodOrKey() throws IOException {
        List<Vector> vectors = vectors();
        // Not all of them: each refusal makes two hundred signatures to diagnose it.
        for (int i = 0; i < vectors.size(); i += 10) {
            Vector vector = vectors.get(i);
            if (!vector.outlivesToken()) {
                String otherKey = vector.target().replaceFirst("\\?", "x?");
                assertThat(List.of(
                                vector.codeFor("PATCH", vector.signedAt(), vector.target()),
                                vector.codeFor(vector.method(), vector.signedAt(), otherKey)))
                        .as(vector.id())
                        .containsOnly("SignatureDoesNotMatch");
            }
        }
    }

    /** The signers accept a week with a security token too, but OSS limits such a URL to twelve hours. */
    @Test
    void refusesTheUrlThatOutlivesAnyTokenAlthoughItsSignatureIsRight() throws IOException {
        assertThat(vectors()).filteredOn(Vector::outlivesToken).isNotEmpty().allSatisfy(vector -> {
            assertThat(vector.codeFor(vector.method(), vector.signedAt(), vector.target()))
                    .as(vector.id())
                    .isEqualTo("InvalidArgument");
            assertThat(vector.recalculatedSignature()).as(vector.id()).isEqualTo(vector.text("expectedSignature"));
        });
    }

    @Test
    void vectorFileHas650Vectors() throws IOException {
        assertThat(vectors()).hasSize(650);
    }

    private static List<Vector> vectors() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Vector> vectors = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PresignVectorsTest.class.getResourceAsStream("/presign-vectors.jsonl")),
                UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                vectors.add(new Vector(json.readTree(line)));
            }
        }
        return vectors;
    }

    private record Vector(JsonNode json) {

        String text(String field) {
            return json.get(field).asText();
        }

        String id() {
            return text("id");
        }

        String method() {
            return text("method");
        }

        Instant signedAt() {
            return Instant.parse(text("signInstant"));
        }

        Instant end() {
            return signedAt().plusSeconds(json.get("expiresSeconds").asLong());
        }

        boolean outlivesToken() {
            return text("signatureVersion").equals("V4")
                    && !json.get("securityToken").isNull()
                    && json.get("expiresSeconds").asLong() > 43_200;
        }

        URI url() {
            return URI.create(text("normalizedUrl"));
        }

        String target() {
            return url().getRawPath() + "?" + url().getRawQuery();
        }

        Caller verify(Instant now, String target) {
            return verify(method(), now, target);
        }

        String codeFor(String method, Instant now, String target) {
            try {
                return "accepted for " + verify(method, now, target);
            } catch (OssException e) {
                return e.code();
            }
        }

        String recalculatedSignature() {
            OssRequest call = request(method(), signedAt(), target());
            CredentialScope credential = Objects.requireNonNull(
                    CredentialScope.parse(Objects.requireNonNull(call.query().first("x-oss-credential"))));
            String names = call.query().first("x-oss-additional-headers");
            List<String> additionalHeaders = names == null ? List.of() : V4SignatureFields.namesOf(names);
            V4SignatureFields fields = new V4SignatureFields(
                    call, credential, V4Date.format(signedAt()), signedAt(), additionalHeaders, "");
            return fields.sign(fields.canonicalRequest(call), text("accessKeySecret"), new SigningKeyCache())
                    .signature();
        }

        private Caller verify(String method, Instant now, String target) {
            return new SignatureVerifier(keys(), ServiceRules.defaults(text("region")))
                    .verify(request(method, now, target));
        }

        private OssRequest request(String method, Instant now, String target) {
            Headers headers = Headers.of(Map.of("Host", url().getAuthority()));
            for (Map.Entry<String, JsonNode> header : json.get("headers").properties()) {
                headers =
                        headers.with(header.getKey(), header.getValue().asText().strip());
            }
            Request request = new Request(
                    new Client("https", InetAddress.getLoopbackAddress()),
                    method,
                    target,
                    headers,
                    RequestBody.NONE,
                    now);
            return reader().read(request);
        }

        private AccessKeys keys() {
            String id = text("accessKeyId");
            String secret = text("accessKeySecret");
            return json.get("securityToken").isNull()
                    ? new AccessKeys(Map.of(id, secret), List.of())
                    : new AccessKeys(
                            Map.of(),
                            List.of(new AccessKeys.Session(id, secret, text("securityToken"), end().plus(DAY))));
        }

        /** Maps the host to the bucket, unless the URL is path style. */
        private OssRequestReader reader() {
            boolean pathStyle = url().getRawPath().startsWith("/" + text("bucket") + "/");
            return new OssRequestReader(
                    "localhost",
                    pathStyle ? Map.of() : Map.of(url().getHost().toLowerCase(Locale.ROOT), text("bucket")),
                    true);
        }
    }
}
