// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.osspresign.oss.syntax.AttachmentDisposition;
import io.github.osspresign.transfer.file.FileName;

/** A disposition gives a name or none; cleaned it is one segment of a path, and a name that we print is read again. */
class ContentDispositionFuzzTest {

    @FuzzTest
    void value(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        // Header values arrive as ISO 8859-1.
        String onTheWire = new String(bytes, ISO_8859_1);
        requireOneSegment(FileName.clean(ContentDisposition.fileName(onTheWire)));
        requireOneSegment(FileName.clean(ContentDisposition.fileName(text)));
        requireOneSegment(FileName.clean(text));
        requireTheNameThatIsPrinted(text);
    }

    private static void requireOneSegment(String name) {
        assertThat(name)
                .isNotBlank()
                .isNotIn(".", "..")
                .doesNotContainPattern("[/\\\\<>:\"|?*\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]")
                .doesNotStartWith(".")
                .doesNotEndWith(".");
        assertThat(name.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(FileName.LONGEST);
        assertThat(FileName.clean(name)).isEqualTo(name);
        String numbered = FileName.numbered(name, 7);
        assertThat(numbered.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(FileName.LONGEST);
        assertThat(numbered).contains("-7");
    }

    private static void requireTheNameThatIsPrinted(String name) {
        String printed;
        try {
            printed = AttachmentDisposition.of(name);
        } catch (IllegalArgumentException e) {
            return;
        }
        assertThat(ContentDisposition.fileName(printed))
                .isEqualTo(name.strip().replace('/', '_').replace('\\', '_'));
    }
}
