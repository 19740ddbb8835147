// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"abc", "123", "example-bucket", "example_bucket", "a-c"})
    void acceptsNamesOfBuckets(String name) {
        assertThat(BucketName.isValid(name)).isTrue();
        BucketName.require(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "-abc", "abc-", "_abc", "Abc", "a.c", "a c", "ab\u00e9"})
    void rejectsOtherTexts(String name) {
        assertThat(BucketName.isValid(name)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BucketName.require(name))
                .withMessage(
                        "bucket: must be 3 to 63 lower-case letters, digits, '-' or '_', starting and ending with a"
                                + " letter or digit, was '" + name + "'");
    }

    @Test
    void limitsLengthTo63Characters() {
        assertThat(BucketName.isValid("a".repeat(63))).isTrue();
        assertThat(BucketName.isValid("a".repeat(64))).isFalse();
    }
}
