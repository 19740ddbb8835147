// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.oss.syntax.SubResources;
import io.github.osspresign.sign.Vectors.Vector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** With the secret, the signature of a URL can be verified for exactly the request that was signed. */
class UrlSignatureTest {

    static List<Vector> vectors() {
        return VectorsTest.vectors();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void signatureOfVectorMatchesOnlyItsRequest(Vector vector) throws Exception {
        PresignRequest request = vector.request();
        Map<String, String> parameters =
                LinkAddress.parse(vector.text("expectedUrl")).parameters();
        UrlSignature signature = UrlSignature.parse(parameters);
        String secret = vector.text("accessKeySecret");

        assertThat(signature.matches(request.method(), request.bucket(), request.key(), request.headers(), secret))
                .isTrue();
        assertThat(signature.version()).isEqualTo(vector.version());
        assertThat(signature.accessKeyId()).isEqualTo(vector.text("accessKeyId"));
        assertThat(signature.expiresAt()).isEqualTo(PresignRequest.expiry(vector.signedAt(), request.lifetime()));

        HttpMethod other = request.method() == HttpMethod.GET ? HttpMethod.HEAD : HttpMethod.GET;
        assertThat(signature.matches(other, request.bucket(), request.key(), request.headers(), secret))
                .isFalse();
        assertThat(signature.matches(request.method(), "other-bucket", request.key(), request.headers(), secret))
                .isFalse();
        assertThat(signature.matches(request.method(), request.bucket(), "other", request.headers(), secret))
                .isFalse();
        assertThat(signature.matches(
                        request.method(), request.bucket(), request.key(), request.headers(), secret + "x"))
                .isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void changedAddedOrMissingParameterInvalidatesSignature(Vector vector) throws Exception {
        Map<String, String> parameters =
                LinkAddress.parse(vector.text("expectedUrl")).parameters();
        for (String name : parameters.keySet()) {
            boolean required = vector.version() == SignatureVersion.V4
                    || SubResources.isSigned(name)
                    || List.of("OSSAccessKeyId", "Expires", "Signature").contains(name);
            // V1 does not sign the access key id; the service selects the secret by it.
            if (required && !name.equals("OSSAccessKeyId")) {
                Map<String, String> changed = new HashMap<>(parameters);
                changed.merge(name, "0", String::concat);
                assertThat(isValid(vector, changed)).as("changed " + name).isFalse();
                Map<String, String> fewer = new HashMap<>(parameters);
                fewer.remove(name);
                assertThat(isValid(vector, fewer)).as("without " + name).isFalse();
            }
        }
        for (String name : List.of("versionId", "x-oss-process", "response-content-type", "x-oss-ac-source-ip")) {
            Map<String, String> more = new HashMap<>(parameters);
            if (more.putIfAbsent(name, "added") == null) {
                assertThat(isValid(vector, more)).as("with " + name).isFalse();
            }
        }
    }

    private static boolean isValid(Vector vector, Map<String, String> parameters) {
        PresignRequest request = vector.request();
        try {
            return UrlSignature.parse(parameters)
                    .matches(
                            request.method(),
                            request.bucket(),
                            request.key(),
                            request.headers(),
                            vector.text("accessKeySecret"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x-oss-credential, AK/20240101/cn-hangzhou/oss/aliyun_v4_request",
        "x-oss-credential, AK/20241112/cn-hangzhou/oss-cloudbox/aliyun_v4_request",
        "x-oss-credential, AK/20241112/cn-hangzhou/aliyun_v4_request",
        "x-oss-date, 20241112T252756Z",
        "x-oss-date, 20241112T0927Z",
        "x-oss-expires, 060",
        "x-oss-expires, -1",
        "x-oss-expires, 9999999999999",
        "x-oss-signature-version, OSS2",
        "x-oss-signature, ''",
        "x-oss-additional-headers, host;content-length",
        "x-oss-additional-headers, Host",
        "x-oss-additional-headers, content-type",
        "x-oss-additional-headers, ''"
    })
    void rejectsMalformedSignatureParametersWithoutShowingThem(String name, String value) {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "x-oss-credential", "AK/20241112/cn-hangzhou/oss/aliyun_v4_request",
                "x-oss-date", "20241112T092756Z",
                "x-oss-expires", "60",
                "x-oss-signature", "00",
                "x-oss-signature-version", "OSS4-HMAC-SHA256"));
        assertThat(UrlSignature.parse(parameters).accessKeyId()).isEqualTo("AK");
        parameters.put(name, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> UrlSignature.parse(parameters))
                .withMessageStartingWith("parameter " + name + ": must ")
                .satisfies(e -> assertThat(value.isEmpty() || !e.getMessage().contains(value))
                        .isTrue());
    }

    @Test
    void signedParametersOfV1ExcludeUnsignedOnes() {
        UrlSignature signature = UrlSignature.parse(Map.of(
                "OSSAccessKeyId", "AK",
                "Expires", "60",
                "Signature", "x",
                "utm_source", "mail",
                "versionId", "v"));

        assertThat(signature.signedParameters()).containsOnlyKeys("versionId");
        assertThat(signature).hasToString("UrlSignature[V1, until 1970-01-01T00:01:00Z]");
    }
}
