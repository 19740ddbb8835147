// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.oss.PercentCoding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A text can be extended on both sides, and an earlier part of it can be restored. */
class SigningBufferTest {

    @Test
    void arrayGrowsWhenMoreIsAppended() {
        SigningBuffer text = new SigningBuffer(2, 1);
        for (int i = 0; i < 100; i++) {
            text.append("0123456789", 2, 5);
        }

        assertThat(text).hasToString("234".repeat(100));
        assertThat(text.prepend("b").prepend("a")).hasToString("ab" + "234".repeat(100));
    }

    @Test
    void prependsUntilSpaceBeforeTextIsUsed() {
        SigningBuffer text = new SigningBuffer(3, 0).append("end");

        assertThat(text.prepend("123")).hasToString("123end");
        assertThatThrownBy(() -> text.prepend("0")).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void setBoundsRestoresEarlierText() {
        SigningBuffer text = new SigningBuffer(10, 10).append("path");
        int start = text.start();
        int end = text.end();
        text.prepend("GET ").append(" payload");
        text.setBounds(start, end);
        text.append("?signed").prepend("https://");

        assertThat(text).hasToString("https://path?signed");
    }

    @Test
    void appendsNumbersTimesAndNonAsciiText() {
        SigningBuffer text = new SigningBuffer(0, 0);
        text.append(0)
                .append(' ')
                .append(7)
                .append(' ')
                .append(604_800)
                .append(' ')
                .append(Long.MAX_VALUE);
        text.append(' ')
                .appendTime(0)
                .append(' ')
                .appendTime(86_399)
                .append(' ')
                .appendTime(36_610);
        text.append(' ').appendUtf8("中é😀").appendEncoded("\n\u00ff", PercentCoding.PARAMETER);

        assertThat(text).hasToString("0 7 604800 9223372036854775807 T000000Z T235959Z T101010Z 中é😀%0A%C3%BF");
    }

    @Test
    void appendsEncodedTextInFullBuffer() {
        for (String text : List.of("", "plain", "/", "a b", "中é😀", "plain-and 中é😀", "\ud83d", "a\ud83d\ud83d😀")) {
            SigningBuffer buffer = new SigningBuffer(0, 0);

            buffer.append("before=")
                    .appendEncoded(text, PercentCoding.PARAMETER)
                    .append("&after");

            assertThat(buffer).hasToString("before=" + PercentCoding.PARAMETER.encode(text) + "&after");
        }
    }

    @Test
    void appendsHashInHexadecimalDigits() throws Exception {
        String expected = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest("a text".getBytes(StandardCharsets.UTF_8)));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        SigningBuffer text = new SigningBuffer(0, 0).append("a text");
        text.update(digest);

        assertThat(text.append(' ').appendHex(digest)).hasToString("a text " + expected);
    }

    @Test
    void textsOfThreadReuseItsArrayIfTheyFit() {
        SigningBuffer first = SigningBuffer.ofThread(4, 8).append("first");
        SigningBuffer tooLong = SigningBuffer.ofThread(4, 5000).append("too long");
        SigningBuffer second = SigningBuffer.ofThread(4, 8).append("second");

        assertThat(first).as("overwritten by the second").hasToString("secon");
        assertThat(tooLong).hasToString("too long");
        assertThat(second.append(" one".repeat(1000)).prepend("the ")).hasToString("the second" + " one".repeat(1000));
    }
}
