// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.http.Client;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.Request;
import io.github.osspresign.devserver.http.RequestBody;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.request.OssRequestReader;
import io.github.osspresign.devserver.rules.ServiceRules;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No toString() and no exception message contains a secret, a token or a signature. */
class SecretsTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final ServiceRules RULES = ServiceRules.defaults("cn-hangzhou");
    private static final AccessKeys KEYS = new AccessKeys(
            Map.of("ak", "CONFIDENTIAL"),
            List.of(new AccessKeys.Session("STS.ak", "CONFIDENTIAL", "CONFIDENTIAL", NOW.plusSeconds(60))));
    private static final String SCOPE = "20260310/cn-hangzhou/oss/aliyun_v4_request";

    private static OssRequest request(String query, Map<String, String> headers) {
        Request request = new Request(
                new Client("http", InetAddress.getLoopbackAddress()),
                "GET",
                "/demo/k?" + query,
                Headers.of(headers),
                RequestBody.NONE,
                NOW);
        return new OssRequestReader("localhost", Map.of(), true).read(request);
    }

    private static OssRequest v4Url() {
        return request(
                "x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential=STS.ak%2F" + SCOPE.replace("/", "%2F")
                        + "&x-oss-date=20260310T120000Z&x-oss-expires=60&x-oss-security-token=CONFIDENTIAL"
                        + "&x-oss-signature=CONFIDENTIAL",
                Map.of());
    }

    private static OssRequest v1Url() {
        return request(
                "OSSAccessKeyId=STS.ak&Expires=9999999999&security-token=CONFIDENTIAL&Signature=CONFIDENTIAL",
                Map.of());
    }

    private static OssRequest v4Header() {
        return request(
                "",
                Map.of(
                        "Authorization", "OSS4-HMAC-SHA256 Credential=STS.ak/" + SCOPE + ",Signature=CONFIDENTIAL",
                        "x-oss-date", "20260310T120000Z",
                        "x-oss-content-sha256", "UNSIGNED-PAYLOAD",
                        "x-oss-security-token", "CONFIDENTIAL"));
    }

    private static OssRequest v1Header() {
        return request(
                "",
                Map.of(
                        "Authorization", "OSS STS.ak:CONFIDENTIAL",
                        "Date", "Tue, 10 Mar 2026 12:00:00 GMT",
                        "x-oss-security-token", "CONFIDENTIAL"));
    }

    @Test
    void toStringShowsNoSecrets() {
        V4UrlSignature v4UrlClaim = V4UrlSignature.read(v4Url(), RULES);
        V4HeaderSignature v4HeaderClaim = V4HeaderSignature.read(
                v4Header(), "OSS4-HMAC-SHA256 Credential=STS.ak/" + SCOPE + ",Signature=CONFIDENTIAL", RULES);
        for (Object object : new Object[] {
            KEYS,
            v4Url(),
            v4Url().http(),
            v4Url().query(),
            v4Header(),
            v4Header().headers(),
            v4UrlClaim,
            v4UrlClaim.v4(),
            v4UrlClaim.sign(v4UrlClaim.signedText(v4Url()), "CONFIDENTIAL", new SigningKeyCache()),
            v4HeaderClaim,
            V1UrlSignature.read(v1Url(), RULES),
            V1HeaderSignature.read(v1Header(), "OSS STS.ak:CONFIDENTIAL")
        }) {
            assertThat(object.toString()).as(object.getClass().getName()).doesNotContain("CONFIDENTIAL");
        }
    }

    @Test
    void exceptionsShowNoSecrets() {
        SignatureVerifier verifier = new SignatureVerifier(KEYS, RULES);
        for (OssRequest call : List.of(v4Url(), v1Url(), v4Header(), v1Header())) {
            OssException refusal = catchThrowableOfType(OssException.class, () -> verifier.verify(call));
            assertThat(refusal.code()).isEqualTo("SignatureDoesNotMatch");
            assertThat(refusal).message().doesNotContain("CONFIDENTIAL");
            assertThat(refusal.toString()).doesNotContain("CONFIDENTIAL");
        }
    }
}
