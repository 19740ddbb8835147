// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static java.lang.invoke.MethodHandles.byteArrayViewVarHandle;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.oss.syntax.PercentCoding;
import java.lang.invoke.VarHandle;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/** UTF-8 text that can be appended to, and prepended to as far as there is space before it. */
final class SigningBuffer {

    /*
     * A URL and its canonical request share path and query, which are most of both. The array holds path and query
     * once. The text before and after them is overwritten: the first version completes the canonical request, the last
     * version completes the URL. Writing into one array is cheaper than joining strings.
     *
     * Each thread reuses one array for the links that fit into it. Two threads must never use the same array, because
     * they would mix up their links.
     */

    private static final ThreadLocal<byte[]> ARRAY = ThreadLocal.withInitial(() -> new byte[1024]);

    private static final VarHandle INT = byteArrayViewVarHandle(int[].class, BIG_ENDIAN);
    private static final VarHandle LONG = byteArrayViewVarHandle(long[].class, BIG_ENDIAN);

    private byte[] bytes;
    private int start;
    private int end;

    /**
     * Creates an empty text.
     *
     * @param spaceBefore bytes that can be prepended
     * @param spaceAfter bytes that can be appended without copying; the array grows if more are appended
     */
    SigningBuffer(int spaceBefore, int spaceAfter) {
        this(spaceBefore, new byte[spaceBefore + spaceAfter]);
    }

    private SigningBuffer(int spaceBefore, byte[] bytes) {
        this.bytes = bytes;
        start = spaceBefore;
        end = spaceBefore;
    }

    /**
     * Returns an empty text in the array of the thread, if that is large enough, and overwrites the thread's last text.
     */
    static SigningBuffer ofThread(int spaceBefore, int spaceAfter) {
        byte[] array = ARRAY.get();
        return array.length < spaceBefore + spaceAfter
                ? new SigningBuffer(spaceBefore, spaceAfter)
                : new SigningBuffer(spaceBefore, array);
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Sets the text to the bytes between two positions. */
    void setBounds(int newStart, int newEnd) {
        start = newStart;
        end = newEnd;
    }

    SigningBuffer append(char ascii) {
        reserve(1);
        bytes[end++] = (byte) ascii;
        return this;
    }

    SigningBuffer append(String ascii) {
        return append(ascii, 0, ascii.length());
    }

    SigningBuffer append(String ascii, int from, int to) {
        reserve(to - from);
        copy(ascii, from, to, end);
        end += to - from;
        return this;
    }

    SigningBuffer appendUtf8(String text) {
        byte[] encoded = text.getBytes(UTF_8);
        reserve(encoded.length);
        System.arraycopy(encoded, 0, bytes, end, encoded.length);
        end += encoded.length;
        return this;
    }

    SigningBuffer append(long number) {
        if (number >= 10) {
            append(number / 10);
        }
        return append((char) ('0' + number % 10));
    }

    /** Appends a text, percent-encoded. */
    SigningBuffer appendEncoded(String text, PercentCoding coding) {
        int start = coding.endOfKept(text);
        append(text, 0, start);
        if (start < text.length()) {
            reserve(coding.maxLength(text, start));
            end = coding.encode(text, start, bytes, end);
        }
        return this;
    }

    /** Appends the time of day in the basic form of ISO 8601, in UTC. */
    SigningBuffer appendTime(int secondOfDay) {
        reserve(8);
        bytes[end] = 'T';
        putTwoDigits(secondOfDay / 3600, end + 1);
        putTwoDigits(secondOfDay / 60 % 60, end + 3);
        putTwoDigits(secondOfDay % 60, end + 5);
        bytes[end + 7] = 'Z';
        end += 8;
        return this;
    }

    private void putTwoDigits(int number, int position) {
        bytes[position] = (byte) ('0' + number / 10);
        bytes[position + 1] = (byte) ('0' + number % 10);
    }

    /** Appends the hash of the digest in hexadecimal digits. */
    SigningBuffer appendHex(MessageDigest digest) {
        int length = digest.getDigestLength();
        reserve(2 * length);
        // The hash is written to the second half of its digits, where each byte is read before it is overwritten.
        int hash = end + length;
        finish(digest, hash);
        for (int i = 0; i < length; i += 4) {
            LONG.set(bytes, end + 2 * i, eightDigits((int) INT.get(bytes, hash + i)));
        }
        end += 2 * length;
        return this;
    }

    /** Returns the hexadecimal digits of four bytes. First each half of a byte moves to a separate byte. */
    private static long eightDigits(int fourBytes) {
        long halves = fourBytes & 0xffff_ffffL;
        halves = (halves | halves << 16) & 0x0000_ffff_0000_ffffL;
        halves = (halves | halves << 8) & 0x00ff_00ff_00ff_00ffL;
        halves = (halves | halves << 4) & 0x0f0f_0f0f_0f0f_0f0fL;
        long oneWhereLetter = ((halves + 0x0606_0606_0606_0606L) >> 4) & 0x0101_0101_0101_0101L;
        return halves + 0x3030_3030_3030_3030L + oneWhereLetter * ('a' - '0' - 10);
    }

    /** Writes before the text, where there must be enough space. */
    SigningBuffer prepend(char ascii) {
        bytes[--start] = (byte) ascii;
        return this;
    }

    /** Writes before the text, where there must be enough space. */
    SigningBuffer prepend(String ascii) {
        start -= ascii.length();
        copy(ascii, 0, ascii.length(), start);
        return this;
    }

    /** Writes before the text, where there must be enough space. */
    SigningBuffer prepend(byte[] ascii) {
        start -= ascii.length;
        System.arraycopy(ascii, 0, bytes, start, ascii.length);
        return this;
    }

    void set(int position, char ascii) {
        bytes[position] = (byte) ascii;
    }

    /** Updates a digest with the text. */
    SigningBuffer update(MessageDigest digest) {
        digest.update(bytes, start, end - start);
        return this;
    }

    /** Replaces the text, which must not be shorter, by the hash of the digest. */
    void replaceByHash(MessageDigest digest) {
        finish(digest, start);
        end = start + digest.getDigestLength();
    }

    private void finish(MessageDigest digest, int position) {
        try {
            digest.digest(bytes, position, digest.getDigestLength());
        } catch (DigestException e) {
            throw new IllegalStateException("digest does not fit into its own length", e);
        }
    }

    private void reserve(int more) {
        if (end + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end + more, 2 * bytes.length));
        }
    }

    /** Copies an ASCII string; the deprecated method is the only one that does not create an array. */
    @SuppressWarnings("deprecation")
    private void copy(String ascii, int from, int to, int position) {
        ascii.getBytes(from, to, bytes, position);
    }

    /** Returns the text, which must be ASCII; faster than {@link #toString}, which decodes it. */
    String ascii() {
        return new String(bytes, start, end - start, ISO_8859_1);
    }

    @Override
    public String toString() {
        return new String(bytes, start, end - start, UTF_8);
    }
}
