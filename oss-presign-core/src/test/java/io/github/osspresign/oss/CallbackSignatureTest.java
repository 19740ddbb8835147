// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.PublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The signature of a callback covers the decoded path, the query and the body. */
class CallbackSignatureTest {

    /** Key of OSS at http://gosspublic.alicdn.com/callback_pub_key_v1.pem. */
    private static final String KEY = """
            -----BEGIN PUBLIC KEY-----
            MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKs/JBGzwUB2aVht4crBx3oIPBLNsjGs
            C0fTXv+nvlmklvkcolvpvXLTjaxUHR3W9LXxQ2EHXAJfCB+6H2YF1k8CAwEAAQ==
            -----END PUBLIC KEY-----
            """;

    /** Example of the page "Callback" of OSS. */
    private static final CallbackSignature PUBLISHED = new CallbackSignature(
            "kKQeGTRccDKyHB3H9vF+xYMSrmhMZjzzl2/kdD1ktNVgbWEfYTQG0G2SU/RaHBovRCE8OkQDjC3uG33esH2txA==",
            "aHR0cDovL2dvc3NwdWJsaWMuYWxpY2RuLmNvbS9jYWxsYmFja19wdWJfa2V5X3YxLnBlbQ==",
            null);

    private final PublicKey key = CallbackSignature.publicKey(KEY);

    @Test
    void publishedExampleHasTheAddressOfTheKey() {
        assertThat(PUBLISHED.keyAddress()).isEqualTo("http://gosspublic.alicdn.com/callback_pub_key_v1.pem");
    }

    @ParameterizedTest
    @CsvSource({
        "/index.php?id=1&index=2, bucket=yonghu-test, true",
        "/ind%65x%2Ephp?id=1&index=2, bucket=yonghu-test, true",
        "/index.php?id=%31&index=2, bucket=yonghu-test, false",
        "/index.php?index=2&id=1, bucket=yonghu-test, false",
        "/index.php, bucket=yonghu-test, false",
        "/index.php?id=1&index=2&, bucket=yonghu-test, false",
        "/Index.php?id=1&index=2, bucket=yonghu-test, false",
        "/index.php%3Fid=1&index=2, bucket=yonghu-test, true",
        "/index.php?id=1&index=2, bucket=yonghu-tesT, false",
        "/index.php?id=1&index=2, 'bucket=yonghu-test ', false"
    })
    void publishedExampleIsOfItsPathQueryAndBodyOnly(String target, String body, boolean valid) {
        assertThat(PUBLISHED.isOf(key, target, body.getBytes(UTF_8))).isEqualTo(valid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAA",
                "not base64",
                "kKQeGTRccDKyHB3H9vF+xYMSrmhMZjzzl2/kdD1ktNVgbWEfYTQG0G2SU/RaHBovRCE8OkQDjC3uG33esH2twA=="
            })
    void otherSignatureIsWrong(String authorization) {
        CallbackSignature other = new CallbackSignature(authorization, null, null);

        assertThat(other.isOf(key, "/index.php?id=1&index=2", "bucket=yonghu-test".getBytes(UTF_8)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nMFww\n-----END PUBLIC KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nMFww\n-----END RSA PRIVATE KEY-----",
                "<html>"
            })
    void otherTextIsNoKey(String pem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallbackSignature.publicKey(pem))
                .withMessageStartingWith("public key: must be an RSA key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallbackSignature.publicKey(KEY + " ".repeat(CallbackSignature.MAX_KEY_LENGTH)));
    }

    @Test
    void textShowsNoSignature() {
        assertThat(PUBLISHED.toString()).isEqualTo("CallbackSignature[null]");
    }
}
