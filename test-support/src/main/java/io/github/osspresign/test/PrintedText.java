// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** Stream that keeps what a program prints. Its text form is that text. */
public final class PrintedText extends PrintStream {

    private static final PrintStream STANDARD_ERROR = System.err;

    public PrintedText() {
        super(new ByteArrayOutputStream(), true, UTF_8);
    }

    /** Returns a stream that replaces standard error until it is closed. */
    public static PrintedText ofStandardError() {
        PrintedText text = new PrintedText();
        System.setErr(text);
        return text;
    }

    @Override
    public String toString() {
        return ((ByteArrayOutputStream) out).toString(UTF_8);
    }

    /** Forgets the text. */
    public void reset() {
        ((ByteArrayOutputStream) out).reset();
    }

    @Override
    public void close() {
        super.close();
        if (System.err == this) {
            System.setErr(STANDARD_ERROR);
        }
    }
}
