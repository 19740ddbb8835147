// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.OssSigner;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.SignatureVersion;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signature version V1 signs unencoded text, so a message must not get a link that can be read as another request. */
class AmbiguousLinkTest extends PresignTestSupport {

    private static final String V1 = "presign:examplebucket?region=cn-hangzhou&signatureVersion=V1&" + KEYS;
    private static final OssCredentials OURS = OssCredentials.of("AKIDEXAMPLE", "SecretEXAMPLE/k+y=for0tests");
    private static final ServiceEndpoint ENDPOINT = ServiceEndpoint.parse("oss-cn-hangzhou.aliyuncs.com");

    private static String stringToSign(PresignRequest.Builder request) {
        return OssSigner.of(SignatureVersion.V1)
                .trace(request.build(), OURS, NOW)
                .stringToSign();
    }

    private static PresignRequest.Builder request(String key) {
        return PresignRequest.builder(HttpMethod.GET, ENDPOINT, "examplebucket", key);
    }

    /** Shows why ambiguous links are refused. */
    @Test
    void keyWithQuestionMarkHasSameSignatureAsParameter() {
        assertThat(stringToSign(request("out/a?x-oss-process=image/info")))
                .isEqualTo(stringToSign(request("out/a").query("x-oss-process", "image/info")));
    }

    @ParameterizedTest
    @CsvSource({
        "CamelPresignObjectKey, out/a?acl",
        "CamelPresignObjectKey, out/a?b?tagging",
        "CamelPresignObjectKey, out/a?versionId=1",
        "CamelPresignObjectKey, out/a?x-oss-process=image/watermark",
        "CamelPresignVersionId, 1&x-oss-process=image/watermark",
        "CamelPresignResponseContentType, a/b&uploads",
        "CamelPresignResponseContentDisposition, attachment&versionId=1",
        "CamelPresignResponseContentDisposition, attachment?acl"
    })
    void messageCannotAddParameterInsideAValue(String header, String value) throws Exception {
        Map<String, Object> headers = new HashMap<>(Map.of(PresignConstants.OBJECT_KEY, "out/a"));
        headers.put(header, value);

        assertThatThrownBy(() -> url(V1, headers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "must not contain a signed parameter with signatureVersion=V1, was '" + value + "'");
        assertThat(url("presign:examplebucket?region=cn-hangzhou&" + KEYS, headers))
                .contains("OSS4-HMAC-SHA256");
    }

    @ParameterizedTest
    @CsvSource({"what?.txt", "a?x=1&acl", "a&acl", "a?Acl", "a?"})
    void signsUnambiguousKeys(String key) throws Exception {
        assertThat(url(V1, Map.of(PresignConstants.OBJECT_KEY, key))).contains("Signature=");
    }

    @Test
    void ambiguousLinkIsNotRenewed() {
        String ended = OssSigner.of(SignatureVersion.V1)
                .presign(request("out/a?acl").build(), OURS, NOW.minusSeconds(7200))
                .url();

        assertThatThrownBy(() -> template.requestBody(V1 + "&operation=renew", ended))
                .hasCauseInstanceOf(RenewalRefusedException.class);
    }
}
