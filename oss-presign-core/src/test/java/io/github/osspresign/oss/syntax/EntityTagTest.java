// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"5D41\", 5D41, 5D41",
                "5D41, 5D41, 5D41",
                "W/\"5D41\", 5D41,",
                "` \"5D41\" `, 5D41, 5D41",
                "\"a\"b\", a\"b,",
                "\"\", ``,",
                "\"a b\", a b,"
            })
    void removesQuotesAndReadsOnlyStrongTags(String value, String withoutQuotes, String strong) {
        assertThat(EntityTag.withoutQuotes(value)).isEqualTo(withoutQuotes);
        assertThat(EntityTag.strong(value)).isEqualTo(strong);
    }

    @Test
    void writesQuotes() {
        assertThat(EntityTag.withoutQuotes(null)).isNull();
        assertThat(EntityTag.quoted("5D41")).isEqualTo("\"5D41\"");
        assertThat(EntityTag.isOpaque("5D41")).isTrue();
        assertThat(EntityTag.isOpaque("a\"b")).isFalse();
        assertThat(EntityTag.isOpaque("a".repeat(256))).isFalse();
    }
}
