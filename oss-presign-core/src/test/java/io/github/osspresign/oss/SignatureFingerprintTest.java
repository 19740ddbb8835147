// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All spellings of one signature have one fingerprint, which {@code sha256sum} also computes. */
class SignatureFingerprintTest {

    /** {@code printf %s dcLTea+Yh9ApirQ8o8dOPqtvJXQ= | sha256sum | cut -c1-16}. */
    private static final String OF_V1 = "820ca0bc5dff8a50";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://b.oss-cn-hangzhou.aliyuncs.com/k?Expires=1&OSSAccessKeyId=ak&Signature=dcLTea%2BYh9ApirQ8o8dOPqtvJXQ%3D",
                "https://b.oss-cn-hangzhou.aliyuncs.com/k?Signature=dcLTea%2bYh9ApirQ8o8dOPqtvJXQ=&Expires=1#page",
                "https://files.example.com/k?Signature=dcLTea+Yh9ApirQ8o8dOPqtvJXQ=",
                "https://files.example.com/k?Signature=dcLTea Yh9ApirQ8o8dOPqtvJXQ=",
                "https://files.example.com/k?Signature=dcLTea%2BYh9ApirQ8o8dOPqtvJXQ%3D</b> or so"
            })
    void spellingOfTheUrlDoesNotMatter(String url) {
        assertThat(SignatureFingerprint.ofUrl(url)).isEqualTo(OF_V1);
    }

    @Test
    void isTheBeginningOfTheHash() {
        assertThat(SignatureFingerprint.of("abc")).isEqualTo("ba7816bf8f01cfea");
        assertThat(SignatureFingerprint.ofUrl(
                        "https://files.example.com/k?x-oss-signature-version=b&x-oss-signature=abc"))
                .isEqualTo("ba7816bf8f01cfea");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no link", "https://files.example.com/k", "https://files.example.com/k?signature=a"})
    void textWithoutSignatureHasNoFingerprint(String text) {
        assertThat(SignatureFingerprint.ofUrl(text)).isNull();
    }
}
