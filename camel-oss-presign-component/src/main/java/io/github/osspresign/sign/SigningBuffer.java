package io.github.osspresign.sign;

import static java.lang.invoke.MethodHandles.byteArrayViewVarHandle;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.VarHandle;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/** Text in UTF-8 that one signature is made of; it grows at its end, and into the room that was left in front of it. */
final class SigningBuffer {

    /*
     * A URL and its canonical request have path and query in common, which is most of both. So these stand here once, and
     * what comes before and behind them is overwritten: first it makes the canonical request, last it makes the URL. All
     * that is in one array costs less than any text that is put together from parts. Each thread has an array for the
     * links that fit; to share one between threads is what mixes up links.
     */

    private static final ThreadLocal<byte[]> ARRAY = ThreadLocal.withInitial(() -> new byte[1024]);

    private static final VarHandle INT = byteArrayViewVarHandle(int[].class, BIG_ENDIAN);
    private static final VarHandle LONG = byteArrayViewVarHandle(long[].class, BIG_ENDIAN);

    private static final byte[] UPPER_CASE_HEX = "0123456789ABCDEF".getBytes(UTF_8);

    private byte[] bytes;
    private int start;
    private int end;

    /** An empty text with so many bytes to grow on both sides; behind it there may be more. */
    SigningBuffer(int before, int behind) {
        this(before, new byte[before + behind]);
    }

    private SigningBuffer(int before, byte[] bytes) {
        this.bytes = bytes;
        start = before;
        end = before;
    }

    /** The same in the array of the thread, if it is long enough; the thread is done with the last such text. */
    static SigningBuffer ofThread(int before, int behind) {
        byte[] array = ARRAY.get();
        return array.length < before + behind ? new SigningBuffer(before, behind) : new SigningBuffer(before, array);
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Goes back to the text between two positions that it had before. */
    void cutTo(int newStart, int newEnd) {
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

    /** A byte, percent-encoded. */
    SigningBuffer appendEncoded(int value) {
        reserve(3);
        bytes[end] = '%';
        bytes[end + 1] = UPPER_CASE_HEX[(value >> 4) & 0xf];
        bytes[end + 2] = UPPER_CASE_HEX[value & 0xf];
        end += 3;
        return this;
    }

    /** The time of day in ISO 8601's basic form, in UTC. */
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

    /** The hash of what the digest was given, in hexadecimal. */
    SigningBuffer appendHex(MessageDigest digest) {
        int length = digest.getDigestLength();
        reserve(2 * length);
        // Into the back of its own text, where it is read before it is overwritten.
        int hash = end + length;
        finish(digest, hash);
        for (int i = 0; i < length; i += 4) {
            LONG.set(bytes, end + 2 * i, eightDigits((int) INT.get(bytes, hash + i)));
        }
        end += 2 * length;
        return this;
    }

    /** The hexadecimal digits of four bytes, all at once: each half of a byte moves into a byte of its own first. */
    private static long eightDigits(int fourBytes) {
        long halves = fourBytes & 0xffff_ffffL;
        halves = (halves | halves << 16) & 0x0000_ffff_0000_ffffL;
        halves = (halves | halves << 8) & 0x00ff_00ff_00ff_00ffL;
        halves = (halves | halves << 4) & 0x0f0f_0f0f_0f0f_0f0fL;
        long oneWhereLetter = ((halves + 0x0606_0606_0606_0606L) >> 4) & 0x0101_0101_0101_0101L;
        return halves + 0x3030_3030_3030_3030L + oneWhereLetter * ('a' - '0' - 10);
    }

    /** Writes in front of the text, which must have the room. */
    SigningBuffer prepend(char ascii) {
        bytes[--start] = (byte) ascii;
        return this;
    }

    /** Writes in front of the text, which must have the room. */
    SigningBuffer prepend(String ascii) {
        start -= ascii.length();
        copy(ascii, 0, ascii.length(), start);
        return this;
    }

    /** Writes in front of the text, which must have the room. */
    SigningBuffer prepend(byte[] ascii) {
        start -= ascii.length;
        System.arraycopy(ascii, 0, bytes, start, ascii.length);
        return this;
    }

    void set(int position, char ascii) {
        bytes[position] = (byte) ascii;
    }

    /** Gives the text to a digest. */
    SigningBuffer update(MessageDigest digest) {
        digest.update(bytes, start, end - start);
        return this;
    }

    /** Puts the hash of what the digest was given in the place of the text, which is longer. */
    void replaceByHash(MessageDigest digest) {
        finish(digest, start);
        end = start + digest.getDigestLength();
    }

    private void finish(MessageDigest digest, int position) {
        try {
            digest.digest(bytes, position, digest.getDigestLength());
        } catch (DigestException e) {
            throw new IllegalStateException("a digest fits into as many bytes as it says", e);
        }
    }

    private void reserve(int more) {
        if (end + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end + more, 2 * bytes.length));
        }
    }

    /** The one way to get the bytes of an ASCII string without an array between. */
    @SuppressWarnings("deprecation")
    private void copy(String ascii, int from, int to, int position) {
        ascii.getBytes(from, to, bytes, position);
    }

    /** The text where all of it is ASCII, as a URL is, which need not be looked at to be copied. */
    String ascii() {
        return new String(bytes, start, end - start, ISO_8859_1);
    }

    @Override
    public String toString() {
        return new String(bytes, start, end - start, UTF_8);
    }
}
