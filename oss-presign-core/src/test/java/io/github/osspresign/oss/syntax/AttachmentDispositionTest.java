// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A disposition has an ASCII name for every client, followed by the exact name if the two differ. */
class AttachmentDispositionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "report.pdf | attachment; filename=\"report.pdf\"",
                "a b;c,d.txt | attachment; filename=\"a b;c,d.txt\"",
                "a\"b.txt | attachment; filename=\"a_b.txt\"; filename*=UTF-8''a%22b.txt",
                "100%.txt | attachment; filename=\"100%.txt\"; filename*=UTF-8''100%25.txt",
                "a/b\\c.txt | attachment; filename=\"a_b_c.txt\"",
                "报告.pdf | attachment; filename=\"__.pdf\"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf",
                "😀.txt | attachment; filename=\"_.txt\"; filename*=UTF-8''%F0%9F%98%80.txt"
            })
    void writesAsciiNameAndExactNameIfTheyDiffer(String name, String disposition) {
        assertThat(AttachmentDisposition.of(name)).isEqualTo(disposition);
    }

    @Test
    void removesWhitespaceAroundFileName() {
        assertThat(AttachmentDisposition.of(" a b.txt  ")).isEqualTo("attachment; filename=\"a b.txt\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\u0000b", "a\u0085b"})
    void rejectsBlankNamesAndControlCharacters(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttachmentDisposition.of(name))
                .withMessageContaining("downloadFileName: must be a name without control characters");
    }

    @Test
    void rejectsUnpairedSurrogate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttachmentDisposition.of("a\ud83db"))
                .withMessageContaining("U+D83D");
    }
}
