// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Stream that passes on whole lines, with their line feed. Not thread-safe, as the print stream around it is. */
final class LineOutput extends OutputStream {

    private final Consumer<byte[]> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineOutput(Consumer<byte[]> lines) {
        this.lines = lines;
    }

    @Override
    public void write(int b) {
        line.write(b);
        if (b == '\n') {
            byte[] whole = line.toByteArray();
            line.reset();
            lines.accept(whole);
        }
    }
}
