// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.sharebymail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The sample has the positions that a viewer looks for. */
class SamplePdfTest {

    @Test
    void tableOfObjectsIsWhereTheEndSaysAndLeadsToEach() {
        String pdf = new String(new SamplePdf().bytes(), ISO_8859_1);
        int table = Integer.parseInt(pdf.replaceFirst("(?s).*\nstartxref\n([0-9]+)\n%%EOF\n$", "$1"));
        assertThat(pdf.substring(table)).startsWith("xref\n0 7\n");

        List<Integer> offsets = Pattern.compile("([0-9]{10}) 00000 n \n")
                .matcher(pdf)
                .results()
                .map(offset -> Integer.valueOf(offset.group(1)))
                .toList();
        assertThat(offsets).hasSize(6);
        for (int i = 0; i < offsets.size(); i++) {
            assertThat(pdf.substring(offsets.get(i))).startsWith((i + 1) + " 0 obj\n");
        }

        int picture = pdf.indexOf("stream\n", pdf.indexOf("/Subtype /Image")) + "stream\n".length();
        int length = Integer.parseInt(
                pdf.substring(picture - 60, picture).replaceFirst("(?s).*/Length ([0-9]+) >>.*", "$1"));
        assertThat(pdf.substring(picture + length)).startsWith("\nendstream\n");
    }
}
