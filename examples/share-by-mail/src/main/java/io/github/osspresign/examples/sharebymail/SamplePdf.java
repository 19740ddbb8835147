// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.sharebymail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** PDF of one page with a line of text and a picture. The picture is not compressed, so that its download takes a moment. */
final class SamplePdf {

    private static final int SIDE = 1322;
    private static final String PAGE_CONTENT =
            "BT /F1 20 Tf 72 740 Td (This page has come as a link in a mail.) Tj ET q 451 0 0 451 72 250 cm /P1 Do Q";

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final List<Integer> offsets = new ArrayList<>();

    /** Returns the file, always the same. */
    byte[] bytes() {
        text("%PDF-1.4\n");
        object("<< /Type /Catalog /Pages 2 0 R >>");
        object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                + " /Resources << /Font << /F1 5 0 R >> /XObject << /P1 6 0 R >> >> >>");
        stream("", PAGE_CONTENT.getBytes(US_ASCII));
        object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        stream(
                "/Type /XObject /Subtype /Image /ColorSpace /DeviceRGB /BitsPerComponent 8 /Width " + SIDE + " /Height "
                        + SIDE,
                picture());
        crossReferences();
        return file.toByteArray();
    }

    private void object(String dictionary) {
        begin();
        text(dictionary + "\nendobj\n");
    }

    private void stream(String entries, byte[] content) {
        begin();
        text("<< " + entries + " /Length " + content.length + " >>\nstream\n");
        file.writeBytes(content);
        text("\nendstream\nendobj\n");
    }

    private void begin() {
        offsets.add(file.size());
        text(offsets.size() + " 0 obj\n");
    }

    private void crossReferences() {
        int start = file.size();
        int entries = offsets.size() + 1;
        text("xref\n0 " + entries + "\n0000000000 65535 f \n");
        offsets.forEach(offset -> text("%010d 00000 n \n".formatted(offset)));
        text("trailer\n<< /Size " + entries + " /Root 1 0 R >>\nstartxref\n" + start + "\n%%EOF\n");
    }

    /** Returns the colours of the rainbow, one byte for each of red, green and blue. */
    private static byte[] picture() {
        byte[] pixels = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int rgb = Color.HSBtoRGB((float) (i % SIDE) / SIDE, (float) i / SIDE / SIDE, 1);
            pixels[3 * i] = (byte) (rgb >> 16);
            pixels[3 * i + 1] = (byte) (rgb >> 8);
            pixels[3 * i + 2] = (byte) rgb;
        }
        return pixels;
    }

    private void text(String text) {
        file.writeBytes(text.getBytes(US_ASCII));
    }
}
