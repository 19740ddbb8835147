// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureV4Test {

    @Test
    void writesAndReadsTimes() {
        assertThat(SignatureV4.dateTime(Instant.parse("2026-12-31T23:59:59.999Z")))
                .isEqualTo("20261231T235959Z");
        assertThat(SignatureV4.parseDateTime("20261231T235959Z")).isEqualTo(Instant.parse("2026-12-31T23:59:59Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20261231T235959",
                "2026-12-31T23:59:59Z",
                "20261231t235959z",
                "20260230T000000Z",
                "20261231T240000Z",
                "+202610203T000000Z",
                "-20261231T000000Z",
                " 20261231T235959Z"
            })
    void readsNoOtherTexts(String value) {
        assertThat(SignatureV4.parseDateTime(value)).isNull();
    }

    @Test
    void splitsCredential() {
        assertThat(CredentialV4.parse("id/20261231/cn-hangzhou/oss/aliyun_v4_request"))
                .isEqualTo(new CredentialV4("id", "20261231", "cn-hangzhou", "oss"));
        assertThat(CredentialV4.parse("id/20261231/cb-123/oss-cloudbox/aliyun_v4_request"))
                .isEqualTo(new CredentialV4("id", "20261231", "cb-123", "oss-cloudbox"))
                .hasToString("CredentialV4[20261231/cb-123/oss-cloudbox]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/20261231/cn-hangzhou/oss/aliyun_v4_request",
                "id/2026123/cn-hangzhou/oss/aliyun_v4_request",
                "id/20261231//oss/aliyun_v4_request",
                "id/20261231/cn-hangzhou/oss/aws4_request",
                "id/20261231/cn-hangzhou/oss",
                "id/20261231/CN-HANGZHOU/oss/aliyun_v4_request"
            })
    void rejectsOtherCredentials(String value) {
        assertThat(CredentialV4.parse(value)).isNull();
    }
}
